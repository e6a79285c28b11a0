import { linkSync, renameSync, statSync } from "node:fs";

/** Gives a program a second name. Pulumi would follow a symbolic link before it looks beside itself. */
export function linkProgram(program: string, file: string): void {
  if (statSync(file, { throwIfNoEntry: false })?.ino === statSync(program).ino) return;
  const partial = `${file}.${process.pid}`;
  linkSync(program, partial);
  renameSync(partial, file);
}
