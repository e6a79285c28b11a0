import { EngineClient } from "../engine/EngineClient";
import { engineAddress, type EngineAddress } from "../engine/engineAddress";
import { visible } from "../topology/drawing/escaped";

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
export function engineOf(options: GlobalOptions): EngineClient {
  return new EngineClient(addressOf(options));
}

/** Where that Engine is. */
export function addressOf({ host, context }: GlobalOptions): EngineAddress {
  return engineAddress({ host, context, givenBy: host === undefined ? "--context" : "--host" });
}

/** An error whose sentence is all that a person needs: no stack, exit code 1. */
export class CommandFailure extends Error {}

/** A wrong use of the command line: its sentence, and exit code 2. */
export class UsageError extends Error {}

/** Whoever read the output has seen enough, as `head` has. That is no failure. */
export class ReaderGone extends Error {}

/** A signal has ended the command, after it took away what it had made. */
export class Interrupted extends Error {
  constructor(readonly signal: NodeJS.Signals) {
    super(`ended by ${signal}`);
  }
}

/** Prints a line of a command's result. */
export function print(text: string): void {
  if (!process.stdout.listeners("error").includes(outputFailed)) process.stdout.on("error", outputFailed);
  process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
}

function outputFailed({ code, message }: NodeJS.ErrnoException): void {
  if (code === "EPIPE") process.exit();
  process.stderr.write(`Writing the output: ${message}\n`);
  process.exit(1);
}

/** Prints data as JSON, or as text made for people. */
export function printResult(options: GlobalOptions, data: unknown, text: () => string): void {
  print(options.json ? asJson(data, 2) : text());
}

/** JSON in which what could control a terminal is written by its number, as JSON itself does it for some. */
export function asJson(data: unknown, indent?: number): string {
  const number = (sign: string) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(data, null, indent).replace(/[^\n]/gu, (sign) =>
    visible(sign) === sign ? sign : number(sign),
  );
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
  return visible(text);
}

/** The same for a text of several lines. */
export function printableLines(text: string): string {
  return text.replace(/[^\n\t]+/g, printable);
}
