import * as z from "zod";
import { declareResource } from "../protocol/declaration";

/** The Engine's own rule for names (moby, daemon/names). */
const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;
/** The local driver keeps each volume in a folder of its name. */
const LONGEST_NAME = 255;

const name = z
  .string()
  .regex(NAME, {
    error: (issue) =>
      `"${String(issue.input)}" cannot be a volume's name: begin with a letter or digit, then one or more letters, digits, "_", "." and "-"`,
  })
  .max(LONGEST_NAME, `a volume's name has ${LONGEST_NAME} characters at the most`);
const texts = z.record(z.string(), z.string()).default({});

export const volume = declareResource("Volume", {
  description:
    "A volume whose data nothing but its own end removes. `docker.Volume` takes over whatever has the name, and is " +
    "replaced, with all that is in it, for a label. Import with the name as id.",
  // What the volumes of components were up to version 0.1.0.
  formerTypes: ["docker:index/volume:Volume"],
  inputs: {
    name: name.optional().meta({
      description:
        "The volume's name on the Engine. With another one the resource has that volume from then on, and the former " +
        "stays with its data. A name that the Engine has already is refused, unless a resource of this stack left it " +
        "behind.",
      otherwise: "`defaultName`",
      replaces: true,
    }),
    defaultName: name.optional().meta({
      description:
        "The name that the volume is made with when `name` is left out. It keeps that one, whatever this says later: a name " +
        "that follows another thing's does not part a program from its data.",
    }),
    driver: z.string().min(1).default("local").meta({
      description: "The driver. The Engine cannot change it: another one is refused while the volume is there.",
    }),
    driverOpts: texts.meta({ description: "Options for the driver. The Engine cannot change them either." }),
    labels: texts.meta({
      description:
        "Labels, given when the volume is made. The Engine cannot change them, so a later edit does nothing.",
    }),
  },
  outputs: {
    name: z.string().meta({ description: "The volume's name on the Engine." }),
    driver: z.string().meta({ description: "The driver." }),
    mountpoint: z.string().meta({ description: "Where the data is on the Engine's machine." }),
    stack: z.string().meta({
      description: "The project and stack that made it, as its label `dockwire.stack` says; empty without one.",
    }),
    stateId: z.string().meta({
      description: "Which state it was made for, as its label `dockwire.state` says; empty without one.",
    }),
    leftBehind: z.boolean().meta({
      description: "Whether another state had made it when this resource took it; then its end does not delete it.",
    }),
  },
});
