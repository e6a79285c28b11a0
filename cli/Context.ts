import { EngineClient } from "../engine/EngineClient";
import { engineAddress } from "../engine/engineAddress";

/** Options that every command takes. */
export interface GlobalOptions {
  /** The Engine's address, as `dockwire:host` takes it. */
  readonly host?: string;
  /** The name of a docker context. */
  readonly context?: string;
  /** Whether to print JSON for other programs. */
  readonly json: boolean;
}

/** The Engine that a command is about, chosen as the provider chooses it. */
export function engineOf({ host, context }: GlobalOptions): EngineClient {
  return new EngineClient(engineAddress({ host, context }));
}

/** An error whose sentence is all that a person needs: no stack, exit code 1. */
export class CommandFailure extends Error {}

/** A wrong use of the command line: its sentence, and exit code 2. */
export class UsageError extends Error {}

/** Prints a line of a command's result. */
export function print(text: string): void {
  process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
}

/** Prints data as JSON, or as text made for people. */
export function printResult(options: GlobalOptions, data: unknown, text: () => string): void {
  print(options.json ? JSON.stringify(data, null, 2) : text());
}

/** Rows in columns, as docker prints them. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows].map((row) => row.map(printable));
  const widths = head.map((_, i) => Math.max(...all.map((row) => (row[i] ?? "").length)));
  const line = (row: readonly string[]) => row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join("   ");
  return all.map((row) => line(row).trimEnd()).join("\n");
}

/** Names and labels come from strangers: control characters would reach the terminal. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, "�");
}
