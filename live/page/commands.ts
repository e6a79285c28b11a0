import { quote } from "shell-quote";
import type { Subject } from "../../topology/drawing/Shape";
import type { LiveState } from "../protocol";

/** A line for a shell, and what it does. */
export interface ShellCommand {
  readonly what: string;
  readonly line: string;
}

/** What one would type about the selected thing. The page itself runs nothing. */
export function commandsFor(subject: Subject, state: LiveState): ShellCommand[] {
  const lines = subject.kind === "network" ? networkCommands(subject.network) : containerCommands(subject, state);
  return [...lines, ...stackCommands(subject, state)];
}

function networkCommands(network: string): ShellCommand[] {
  return [
    { what: "Everything about it", line: shell("docker", "network", "inspect", network) },
    { what: "Its members with their aliases", line: shell("dockwire", "inspect", network) },
  ];
}

function containerCommands(subject: Exclude<Subject, { kind: "network" }>, state: LiveState): ShellCommand[] {
  const { container } = subject;
  const found = state.containers.get(container);
  const isRunning = found?.state === "running";
  if (found?.machine !== undefined) return found.service ? serviceCommands(found.service) : [];
  if (subject.kind === "connection") return connectionCommands(container, subject.network, state);
  return [
    { what: "Everything about it", line: shell("docker", "inspect", container) },
    { what: "What it says", line: shell("docker", "logs", "--tail", "50", "--follow", container) },
    isRunning
      ? { what: "A shell inside", line: shell("docker", "exec", "-it", container, "sh") }
      : { what: "Start it", line: shell("docker", "start", container) },
  ];
}

/** Of a container on another machine the swarm can be asked; its Engine's address is not known here. */
function serviceCommands(service: string): ShellCommand[] {
  return [
    {
      what: "Its service's containers on all machines, asked of a manager",
      line: shell("docker", "service", "ps", service),
    },
    { what: "What they say, asked of a manager", line: shell("docker", "service", "logs", "--tail", "50", service) },
  ];
}

function connectionCommands(container: string, network: string, state: LiveState): ShellCommand[] {
  const found = state.containers.get(container)?.connections.find((one) => one.network === network);
  const aliases = (found?.aliases ?? []).flatMap((alias) => ["--alias", alias]);
  return [
    { what: "Take it off the network", line: shell("docker", "network", "disconnect", network, container) },
    { what: "Put it on again", line: shell("docker", "network", "connect", ...aliases, network, container) },
  ];
}

function stackCommands(subject: Subject, { stack, differences, owned }: LiveState): ShellCommand[] {
  if (!stack) return [];
  const flag = stack.name === undefined ? [] : ["--stack", stack.name];
  const isOf = (difference: Subject) =>
    difference.kind === subject.kind
      ? JSON.stringify(difference) === JSON.stringify(subject)
      : subject.kind === "container" && "container" in difference && difference.container === subject.container;
  const own = [...differences.values()].filter((one) => isOf(one.subject));
  if (own.length)
    return [{ what: "See what the stack would mend", line: shell("pulumi", "preview", "--diff", ...flag) }];
  const isOwned = [...owned.keys()].some((key) =>
    key.split("\n").includes("container" in subject ? subject.container : subject.network),
  );
  return isOwned ? [{ what: "The stack's resources", line: shell("pulumi", "stack", ...flag) }] : [];
}

/** Words as a POSIX shell takes them: names may hold anything. */
function shell(...words: string[]): string {
  return quote(words);
}
