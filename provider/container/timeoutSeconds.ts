import * as z from "zod";
import { LONGEST_MS } from "../../engine/Bounds";

const LONGEST_SECONDS = Math.floor(LONGEST_MS / 1000);

/** How long something may take, in seconds: as long as a timer can. */
export const timeoutSeconds = z
  .number()
  .positive(`"timeoutSeconds" has to be more than 0`)
  .max(LONGEST_SECONDS, `"timeoutSeconds" can be ${LONGEST_SECONDS} at most, which is more than three weeks`);
