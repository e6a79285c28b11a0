import { present, type Properties, type Value } from "../program/Program";
import { type Json, list, mapping, number, optionalText, some, text, textMap } from "./Json";
import type { Part } from "./Part";
import type { Planning } from "./Planning";
import { bytes, mebibytes } from "./units";

/** Memory, processors and the like. */
export function limitProperties(part: Part, planning: Planning): Properties {
  const { spec } = part;
  const { limits, reservations } = mapping(mapping(spec.deploy).resources);
  const sizes = new Sizes(part, planning);
  const deploy = ["deploy", "resources"];
  const memory =
    sizes.mebibytes([...deploy, "limits", "memory"], mapping(limits).memory) ??
    sizes.mebibytes(["mem_limit"], spec.mem_limit);
  const reservation =
    sizes.mebibytes([...deploy, "reservations", "memory"], mapping(reservations).memory) ??
    sizes.mebibytes(["mem_reservation"], spec.mem_reservation);
  const cpus = number(mapping(limits).cpus ?? spec.cpus);
  const swap = optionalText(spec.memswap_limit) === "-1" ? -1 : sizes.mebibytes(["memswap_limit"], spec.memswap_limit);
  return {
    memory,
    // The Engine's own choice; the Docker provider would find a change if it did not stand here.
    memorySwap: swap ?? (memory === undefined ? undefined : memory * 2),
    memoryReservation: reservation,
    cpus: cpus ? String(cpus) : undefined,
    cpuShares: number(spec.cpu_shares),
    cpuSet: optionalText(spec.cpuset),
    cpuPeriod: microseconds(spec.cpu_period),
    cpuQuota: microseconds(spec.cpu_quota),
    shmSize: sizes.mebibytes(["shm_size"], spec.shm_size),
    ulimits: some(
      Object.entries(mapping(spec.ulimits)).map(([name, limit]): Value => {
        const { soft, hard } = mapping(limit);
        return { name, soft: number(soft ?? hard) ?? 0, hard: number(hard ?? soft) ?? 0 };
      }),
    ),
    deviceRequests: some([...requests(part, planning), ...gpus(part)]),
  };
}

/** How many processes it may have, which only a PidsLimit can say; undefined for no limit. */
export function pidsOf({ spec }: Part): number | undefined {
  const { limits } = mapping(mapping(spec.deploy).resources);
  const pids = number(mapping(limits).pids ?? spec.pids_limit);
  return pids !== undefined && pids > 0 ? pids : undefined;
}

class Sizes {
  constructor(
    private readonly part: Part,
    private readonly planning: Planning,
  ) {}

  mebibytes(path: readonly string[], value: Json | undefined): number | undefined {
    const given = optionalText(value);
    if (given === undefined || given === "0") return undefined;
    if (bytes(given) === undefined) throw this.part.problem(path, `"${given}" is no size: write 64m or 1g`);
    const size = mebibytes(given);
    if (size === undefined) this.planning.leaveOut(this.part, path, "the Docker provider takes whole MiB alone");
    return size;
  }
}

/** Microseconds; the specification allows a time too, which a Compose file hardly ever has. */
function microseconds(value: Json | undefined): number | undefined {
  const given = number(value);
  return given !== undefined && Number.isFinite(given) ? given : undefined;
}

function requests(part: Part, planning: Planning): Value[] {
  const { reservations } = mapping(mapping(part.spec.deploy).resources);
  const { devices, cpus, generic_resources: generic } = mapping(reservations);
  for (const [key, value] of Object.entries({ cpus, generic_resources: generic })) {
    if (value === undefined) continue;
    planning.leaveOut(part, ["deploy", "resources", "reservations", key], "only a swarm reserves it");
  }
  return list(devices).map((device) => request(device, []));
}

function gpus({ spec }: Part): Value[] {
  if (spec.gpus === undefined) return [];
  return spec.gpus === "all"
    ? [{ driver: "nvidia", count: -1, capabilities: ["gpu"] }]
    : list(spec.gpus).map((one) => request(one, ["gpu"]));
}

function request(device: Json, capabilities: readonly string[]): Value {
  const { driver = "nvidia", count, device_ids: ids, capabilities: own, options } = mapping(device);
  const many = count === "all" ? -1 : number(count);
  return present({
    driver: text(driver),
    count: many ?? (ids === undefined ? -1 : undefined),
    deviceIds: some(list(ids).map(text)),
    capabilities: [...list(own).map(text), ...capabilities],
    options: some(textMap(options)),
  });
}
