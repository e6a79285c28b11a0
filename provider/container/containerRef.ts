import * as z from "zod";

/** A container's name, id or start of an id. Anything else in the path of a call could lead somewhere else on the Engine. */
export const containerRef = z
  .string()
  .min(1, `"container" is empty; give a container's name or id`)
  .regex(/^[a-zA-Z0-9][\w.-]*$/, `write a container's name or id: letters, digits, "_", "." and "-"`);
