import type * as docker from "@pulumi/docker";
import type * as pulumi from "@pulumi/pulumi";
import { duration } from "../shared/duration";
import type { HealthDefaults } from "../shared/healthDefaults";
import { mapInput } from "../shared/inputs";
import { countProblem, secondsProblem } from "../shared/limits";
import type { Validator } from "../shared/validate";
import type { HealthCheck } from "./ClientAppArgs";

const EMPTY = "it is empty; give a line for the shell, or a command and its words";

/** A health check in the form of `@pulumi/docker`, checked. */
export function checkedHealthcheck(
  given: HealthCheck,
  defaults: HealthDefaults,
  check: Validator,
): docker.types.input.ContainerHealthcheck {
  const { command, timeoutSeconds = 3, startPeriodSeconds = 60 } = given;
  const { intervalSeconds = defaults.intervalSeconds, retries = defaults.retries } = given;
  const time = (key: keyof HealthCheck, seconds: pulumi.Input<number>) =>
    mapInput(check.input(`healthcheck.${key}`, seconds, secondsProblem), duration);
  return {
    tests: testsOf(command, check),
    interval: time("intervalSeconds", intervalSeconds),
    timeout: time("timeoutSeconds", timeoutSeconds),
    retries: check.input("healthcheck.retries", retries, retriesProblem),
    startPeriod: time("startPeriodSeconds", startPeriodSeconds),
  };
}

function testsOf(command: HealthCheck["command"], check: Validator): pulumi.Input<pulumi.Input<string>[]> {
  if (!isWords(command)) {
    const line = check.input("healthcheck.command", command, (text) => (text ? undefined : EMPTY));
    return ["CMD-SHELL", line];
  }
  check.require("healthcheck.command", command.length ? undefined : EMPTY);
  return ["CMD", ...command];
}

function isWords(command: HealthCheck["command"]): command is readonly pulumi.Input<string>[] {
  return Array.isArray(command);
}

function retriesProblem(retries: number): string | undefined {
  return countProblem(retries) && `${retries} is not a count: give a whole number, 1 or more`;
}
