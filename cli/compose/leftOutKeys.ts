import { flag, list, mapping } from "./Json";
import type { Part } from "./Part";
import type { Planning } from "./Planning";

/** Keys of a service that are carried over, looked at, or of no effect on what comes up. */
const KNOWN = new Set(
  `attach build cap_add cap_drop cgroup cgroup_parent command configs container_name cpu_period cpu_quota cpu_shares
  cpus cpuset depends_on deploy device_cgroup_rules devices dns dns_opt dns_search domainname entrypoint env_file environment
  expose extra_hosts gpus group_add healthcheck hostname image init ipc label_file labels links logging mem_limit
  mem_reservation memswap_limit network_mode networks pid pids_limit platform ports privileged profiles pull_policy read_only
  restart runtime scale secrets security_opt shm_size stdin_open stop_grace_period stop_signal storage_opt sysctls tmpfs tty
  ulimits user userns_mode volumes volumes_from working_dir`.split(/\s+/),
);

const NO_PROPERTY = "docker.Container has no such property";
const SWARM = "only a swarm acts on it; Compose's own up does not";

/** Why a key is not carried over; a key that is not here has no counterpart. */
const REASONS: Readonly<Record<string, string>> = {
  develop: "it is for working on the sources with Compose",
  annotations: NO_PROPERTY,
  mac_address: "give it to a network of the service; the Docker provider has none for the container",
  provider: "a program of Compose's own makes it",
  models: "a program of Compose's own makes it",
  post_start: "the Engine runs nothing beside a container's own program; Compose does",
  pre_stop: "the Engine runs nothing beside a container's own program; Compose does",
  external_links: "a container of another project resolves by its name on a network of both",
  use_api_socket: "mount the Engine's socket as a volume if that is meant",
};

/** Notes every key of a service, and of its deployment, that nothing carries over. */
export function noteLeftOut(part: Part, planning: Planning): void {
  for (const [key, value] of Object.entries(part.spec)) {
    if (key.startsWith("x-")) continue;
    const reason = REASONS[key] ?? (KNOWN.has(key) ? undefined : NO_PROPERTY);
    if (reason !== undefined && !isEmpty(value)) planning.leaveOut(part, [key], reason);
  }
  for (const key of ["dns", "dns_search"]) {
    if (list(part.spec[key]).length < 2) continue;
    planning.leaveOut(part, [key], "all are there, in an order that the Docker provider chooses");
  }
  if (list(part.spec.expose).length) {
    planning.leaveOut(part, ["expose"], "containers of one network reach every port of each other anyway");
  }
  for (const key of Object.keys(mapping(part.spec.deploy))) {
    if (["replicas", "resources", "restart_policy"].includes(key) || key.startsWith("x-")) continue;
    if (key === "mode" && mapping(part.spec.deploy).mode === "replicated") continue;
    planning.leaveOut(part, ["deploy", key], SWARM);
  }
  for (const [name, entry] of Object.entries(mapping(part.spec.depends_on))) {
    const { restart, condition } = mapping(entry);
    if (flag(restart)) {
      planning.leaveOut(part, ["depends_on", name, "restart"], `an update of ${name} starts no other container again`);
    }
    if (condition === "service_completed_successfully") {
      const why = `the update waits for the end of ${name}, and goes on also when that failed`;
      planning.leaveOut(part, ["depends_on", name, "condition"], why);
    }
  }
  const { delay, window } = mapping(mapping(part.spec.deploy).restart_policy);
  if (delay !== undefined || window !== undefined) planning.leaveOut(part, ["deploy", "restart_policy"], SWARM);
  const pull = part.spec.pull_policy;
  if (pull !== undefined && !["missing", "if_not_present", "never", "build"].includes(String(pull))) {
    planning.leaveOut(part, ["pull_policy"], "an image that is there is not pulled again");
  }
}

function isEmpty(value: Part["spec"][string]): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
