import { resolve } from "node:path";

/** The folder of this repository. */
export const projectRoot = resolve(__dirname, "..", "..");
