import { duration } from "../../components/shared/duration";

const MIB = 1024 * 1024;
const SIZES: Readonly<Record<string, number>> = { "": 1, b: 1, k: 1024, m: MIB, g: MIB * 1024, t: MIB * MIB };
const TIMES: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Bytes of a size such as `64m`, `1.5gb` or a number; undefined when it is none. */
export function bytes(size: string): number | undefined {
  const [, digits, unit] = /^(\d+(?:\.\d+)?)\s*([kmgt]?)(?:i?b)?$/i.exec(size.trim()) ?? [];
  if (digits === undefined) return undefined;
  return Math.floor(Number(digits) * (SIZES[(unit ?? "").toLowerCase()] ?? 1));
}

/** The same in MiB, which is all that the Docker provider can say; undefined when it is no whole number of them. */
export function mebibytes(size: string): number | undefined {
  const count = bytes(size);
  return count === undefined || count % MIB ? undefined : count / MIB;
}

/** Milliseconds of a time such as `1m30s`; a number counts seconds; undefined when it is none. */
export function milliseconds(time: string): number | undefined {
  if (/^\d+(\.\d+)?$/.test(time)) return Number(time) * 1000;
  const parts = [...time.matchAll(/(\d+(?:\.\d+)?)(us|ms|s|m|h|d)/g)];
  if (!parts.length || parts.map(([all]) => all).join("") !== time) return undefined;
  return parts.reduce((sum, [, digits, unit = ""]) => sum + Number(digits) * (TIMES[unit] ?? 0), 0);
}

/** A time as the Engine gives it back (`1m30s`); any other way of writing it would look like a change. */
export function engineTime(ms: number): string {
  if (ms === 0) return "0s";
  return ms < 1 ? `${ms * 1000}µs` : duration(ms / 1000);
}

/** The numbers of `3000` or `3000-3005`; undefined when it is neither. */
export function portRange(text: string): number[] | undefined {
  const [, from, to] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? [];
  if (from === undefined) return undefined;
  const [first, last] = [Number(from), Number(to ?? from)];
  if (first > last || last > 65_535) return undefined;
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
