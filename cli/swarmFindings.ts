import type { Network } from "../engine/model";
import type { Overlay } from "../engine/overlay";
import type { SwarmNode } from "../engine/swarm";
import { differentVersions, SWARM_PORTS, type SwarmMachine } from "../engine/swarmMachines";
import type { Finding } from "./diagnose";

/** What is wrong with the part that an Engine has in a swarm; nothing for one that is in none. */
export function memberFindings({ state, problem, isManager, managers, address }: SwarmNode): Finding[] {
  if (state === "inactive") return [];
  if (state === "active") {
    const what = `this machine is a ${isManager ? "manager" : "worker"} of a swarm, at ${address}`;
    const elsewhere = isManager ? "" : `; which machines are up is known to its managers (${managers.join(", ")})`;
    const counted = isManager ? [] : managerCountFindings(managers.length);
    return [{ severity: "ok", what: what + elsewhere, cure: "" }, ...counted];
  }
  const cure =
    state === "locked"
      ? 'Give it the key of the swarm: "docker swarm unlock".'
      : `See that it reaches the managers${managers.length ? ` (${managers.join(", ")})` : ""} at 2377/tcp. ` +
        `If the swarm does not know it any more, "docker swarm leave --force" and join again.`;
  return [{ severity: "problem", what: `this machine's part in its swarm is "${state}"${because(problem)}`, cure }];
}

/** What is wrong with the machines of a swarm. */
export function machineFindings(machines: readonly SwarmMachine[]): Finding[] {
  const managers = machines.filter(({ isManager }) => isManager);
  const reachable = managers.filter(({ isReachable }) => isReachable).length;
  const versions = differentVersions(machines);
  return [
    ...machines.filter(({ isUp }) => !isUp).map(downFinding),
    ...managerCountFindings(managers.length),
    ...(reachable < managers.length && reachable === quorumOf(managers.length)
      ? [
          {
            severity: "problem" as const,
            what: `${reachable} of ${managers.length} managers are reachable: when one more goes, the swarm can be changed no more`,
            cure: 'Start the others again, or make another machine a manager ("docker node promote NAME").',
          },
        ]
      : []),
    ...(versions.length
      ? [
          {
            severity: "hint" as const,
            what: `the machines have Engines of different versions: ${versions.join(", ")}`,
            cure: "What the oldest does not know does not work there. Bring them to one version, machine after machine.",
          },
        ]
      : []),
  ];
}

/** A manager that cannot tell its machines: too few managers are there. */
export function leaderlessFinding(answer: string): Finding {
  return {
    severity: "problem",
    what: `the swarm cannot be changed${because(answer)}`,
    cure:
      `More than half of its managers have to run and reach each other (${SWARM_PORTS}). When they are gone for good, ` +
      `"docker swarm init --force-new-cluster" on this machine makes it the only manager; containers go on meanwhile.`,
  };
}

/** What is wrong with an overlay network, beyond this machine. */
export function overlayFindings(network: Network, { endpoints }: Overlay): Finding[] {
  const holders = new Map<string, Set<string>>();
  for (const { name, machine } of endpoints) holders.set(name, (holders.get(name) ?? new Set()).add(machine));
  const shared = [...holders].filter(([, places]) => places.size > 1);
  return [
    ...(network.attachable
      ? []
      : [
          {
            severity: "hint" as const,
            what: `overlay network "${network.name}" is not attachable: services can be on it, containers cannot`,
            cure: 'If containers are to be on it, make it again with "attachable: true".',
          },
        ]),
    ...shared.map(([name, places]): Finding => {
      const what = `overlay network "${network.name}": "${name}" leads to containers on ${[...places].sort().join(" and ")}`;
      return { severity: "hint", what, cure: "If clients are not to get either of them, give one another name." };
    }),
  ];
}

/** Machines that run containers on a network, as the swarm says, and that this one does not hear of there. */
export function unheardFindings(
  network: Network,
  { machines: heard }: Overlay,
  using: readonly SwarmMachine[],
): Finding[] {
  // While nothing here is on it, this machine hears of none.
  if (heard.length === 0) return [];
  return using
    .filter(({ isUp, address }) => isUp && !heard.includes(address))
    .map(({ name, address }) => ({
      severity: "problem",
      what: `overlay network "${network.name}": machine ${name} (${address}) has containers on it, and this machine does not hear of them`,
      cure: `See that the machines reach each other at ${SWARM_PORTS}: names are told by 7946, and 4789 carries what containers say.`,
    }));
}

function downFinding({ name, address }: SwarmMachine): Finding {
  const what = `machine ${name}${address ? ` (${address})` : ""} is in the swarm, which does not hear from it`;
  const cure =
    `See that its Engine runs, and that the machines reach each other at ${SWARM_PORTS}. ` +
    `If it is gone for good: "docker node rm --force ${name}".`;
  return { severity: "problem", what, cure };
}

function managerCountFindings(count: number): Finding[] {
  if (count === 0 || count % 2 === 1) return [];
  const lost = count - quorumOf(count);
  return [
    {
      severity: "hint",
      what: `the swarm has ${count} managers: it survives the loss of ${lost}, as it would with ${count - 1}, and one more can be lost`,
      cure: 'Make it an odd number, 3 or 5: "docker node promote NAME" or "docker node demote NAME".',
    },
  ];
}

/** How many managers have to agree. */
function quorumOf(managers: number): number {
  return Math.floor(managers / 2) + 1;
}

function because(answer: string): string {
  return answer ? `: ${answer.replace(/\.$/, "")}` : "";
}
