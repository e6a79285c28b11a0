import type { Machine } from "./machine";
import type { Span } from "./Span";
import { Summary, summarize } from "./statistics";

/** One row of samples: a peer, or a size, under one measure. */
export interface Series {
  readonly label: string;
  readonly samples: readonly number[];
  readonly summary: Summary;
}

/** Something measured for several peers side by side. */
export interface Measure {
  /** What was measured, for instance "an alias added". */
  readonly what: string;
  readonly unit: string;
  readonly series: readonly Series[];
  /** Whether the series are parts of a whole, and not to be compared. */
  readonly parts?: true;
}

/** What was hoped for, and what came of it. */
export interface Goal {
  readonly what: string;
  readonly limit: number;
  readonly measured: number;
  readonly met: boolean;
}

/** What a scenario found out. */
export interface Findings {
  readonly measures: readonly Measure[];
  readonly goals: readonly Goal[];
  /** Sentences that a reader of the numbers has to know, for instance which peer was absent. */
  readonly remarks: readonly string[];
  /** What happened when, for scenarios that are about that. */
  readonly spans?: readonly Span[];
}

/** Findings as they are kept. */
export interface Result extends Findings {
  readonly scenario: string;
  readonly title: string;
  readonly measuredAt: string;
  readonly machine: Machine;
}

/** A measure out of samples by label; rows without samples are left out. */
export function measure(what: string, unit: string, samples: Iterable<[string, readonly number[]]>): Measure {
  const filled = [...samples].filter(([, row]) => row.length > 0);
  return { what, unit, series: filled.map(([label, row]) => ({ label, samples: row, summary: summarize(row) })) };
}

/** A goal that is met by a figure of at most `limit`. */
export function atMost(limit: number, what: string, measured: number): Goal {
  return { what, limit, measured: Number(measured.toPrecision(4)), met: measured <= limit };
}

/** A goal that is met by a figure of at least `limit`. */
export function atLeast(limit: number, what: string, measured: number): Goal {
  return { what, limit, measured: Number(measured.toPrecision(4)), met: measured >= limit };
}

/** Rows of samples by label, in the order in which labels first came. */
export class Samples {
  private readonly rows = new Map<string, number[]>();

  add(label: string, ...values: readonly number[]): void {
    this.rows.set(label, [...(this.rows.get(label) ?? []), ...values]);
  }

  /** The row of a label. @throws when there is none */
  of(label: string): readonly number[] {
    const row = this.rows.get(label);
    if (!row) throw new Error(`nothing was measured for ${label}`);
    return row;
  }

  has(label: string): boolean {
    return this.rows.has(label);
  }

  measure(what: string, unit: string): Measure {
    return measure(what, unit, this.rows);
  }

  /** The same for parts of a whole. */
  partsOf(what: string, unit: string): Measure {
    return { ...measure(what, unit, this.rows), parts: true };
  }
}
