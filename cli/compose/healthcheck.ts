import { present, type Value } from "../program/Program";
import { flag, type Json, mapping, number, optionalText, some, texts } from "./Json";
import type { Part } from "./Part";
import { engineTime, milliseconds } from "./units";

/** What the Engine takes where a check does not say. */
const INTERVAL_MS = 30_000;
const RETRIES = 3;
const LEAST_WAIT_SECONDS = 60;

/** A service's health check for the Docker provider; undefined where it has none of its own. */
export function healthcheckOf(part: Part): Value | undefined {
  const check = mapping(part.spec.healthcheck);
  const test = texts(check.test);
  if (flag(check.disable) || test[0] === "NONE") return { tests: ["NONE"] };
  const time = (key: string) => {
    const ms = timeOf(part, key, check[key]);
    return ms === undefined ? undefined : engineTime(ms);
  };
  return some(
    present({
      tests: test.length ? test : undefined,
      interval: time("interval"),
      timeout: time("timeout"),
      retries: number(check.retries),
      startPeriod: time("start_period"),
      startInterval: time("start_interval"),
    }),
  );
}

/** How long others wait for it: as long as the check may take to give up, and never less than a minute. */
export function waitSeconds(part: Part): number | undefined {
  const { interval, timeout, start_period: start, retries } = mapping(part.spec.healthcheck);
  const ms = (key: string, value: Json | undefined) => timeOf(part, key, value);
  const round = (ms("interval", interval) ?? INTERVAL_MS) + (ms("timeout", timeout) ?? INTERVAL_MS);
  const all = (ms("start_period", start) ?? 0) + (number(retries) ?? RETRIES) * round;
  const seconds = Math.ceil(all / 1000);
  return seconds > LEAST_WAIT_SECONDS ? seconds : undefined;
}

function timeOf(part: Part, key: string, value: Json | undefined): number | undefined {
  const given = optionalText(value);
  if (given === undefined) return undefined;
  const ms = milliseconds(given);
  if (ms === undefined) throw part.problem(["healthcheck", key], `"${given}" is no time: write 10s or 1m30s`);
  return ms;
}
