import { randomBytes } from "node:crypto";

/** A prefix for the names of whatever a test makes, so that nothing of anybody's has the same name. */
export function uniquePrefix(): string {
  return `dwt${randomBytes(4).toString("hex")}`;
}
