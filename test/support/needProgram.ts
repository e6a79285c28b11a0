import { findProgram } from "../../sandbox/Command";
import { skip } from "./skip";

/** Skips the suite where a program is not on PATH; `why` tells what it is needed for. */
export function needProgram(context: Mocha.Context, name: string, why: string): void {
  if (!findProgram(name)) skip(context, `there is no \`${name}\` on PATH: ${why}`);
}
