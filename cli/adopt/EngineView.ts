import type { EngineClient } from "../../engine/EngineClient";
import { inspectContainers } from "../../engine/inspectContainers";
import { type Container, containerFrom, type Network, networkFrom } from "../../engine/model";

/** A volume as the Engine tells it. */
export interface ViewedVolume {
  readonly name: string;
  readonly driver: string;
  readonly driverOpts: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
}

/** A container, with what decides whether it can be attached by name. */
export interface ViewedContainer extends Container {
  /** Whether it goes when it ends (`--rm`). */
  readonly autoRemove: boolean;
  /** Whether a MAC address was asked for. */
  readonly ownMac: boolean;
  /** The volumes that it mounts, by name. */
  readonly volumes: readonly string[];
}

/** A network, with what no program can say of it. */
export interface ViewedNetwork extends Network {
  /** Whether it only holds the configuration of others, or takes its own from one. */
  readonly configuration: boolean;
}

/** What an Engine has. */
export interface EngineView {
  readonly networks: readonly ViewedNetwork[];
  readonly containers: readonly ViewedContainer[];
  readonly volumes: readonly ViewedVolume[];
}

/** Looks at all of an Engine; what goes meanwhile is left out. */
export async function viewEngine(engine: EngineClient): Promise<EngineView> {
  const [networks, containers, { Volumes }] = await Promise.all([
    engine.read((docker) => docker.listNetworks()),
    inspectContainers(engine),
    engine.read((docker) => docker.listVolumes()),
  ]);
  return {
    networks: networks.map((info) => {
      const { ConfigOnly = false, ConfigFrom } = info as { ConfigOnly?: boolean; ConfigFrom?: { Network?: string } };
      return { ...networkFrom(info), configuration: ConfigOnly || Boolean(ConfigFrom?.Network) };
    }),
    containers: containers.map(viewedContainer),
    volumes: (Volumes ?? []).map(({ Name, Driver, Options, Labels }) => {
      return { name: Name, driver: Driver, driverOpts: Options ?? {}, labels: Labels ?? {} };
    }),
  };
}

function viewedContainer(info: Parameters<typeof containerFrom>[0]): ViewedContainer {
  const mounts = info.Mounts.flatMap(({ Type, Name }) => (Type === "volume" && Name ? [Name] : []));
  return {
    ...containerFrom(info),
    autoRemove: info.HostConfig.AutoRemove ?? false,
    ownMac: Boolean((info.Config as { MacAddress?: string }).MacAddress),
    volumes: mounts.sort(),
  };
}
