import * as z from "zod";
import {
  dockerProviderAddress,
  engineAddress,
  EngineConfig,
  enginePlace,
  isOpenToOthers,
} from "../../engine/engineAddress";
import { checkInputs } from "./checkInputs";
import { isSameEngine } from "../../engine/isSameEngine";
import type { ConfigDiff, Failure } from "./Resource";
import { propertyDiff } from "./propertyDiff";
import { STATE_ID } from "./stateId";
import { providerInputs } from "./providerShape";
import { hasUnknown, Properties } from "./values";

/** What Pulumi itself adds to the configuration. */
const shape = { ...providerInputs, version: z.string().optional(), pluginDownloadURL: z.string().optional() };

/** The properties that say which Engine is meant. */
const PLACE = ["host", "context"];

/** What is wrong with the provider's configuration, by property. */
export function checkConfig(config: Properties): Failure[] {
  return checkInputs(shape, parsed(config)).failures;
}

/** The configuration that says where the Engine is. */
export function engineConfig(config: Properties): EngineConfig {
  return z.object(shape).parse(parsed(config));
}

/**
 * What differs. What lies on another Engine cannot be changed into what lies on this one, so that needs new resources;
 * another way to the same Engine does not.
 */
export async function diffConfig(
  before: Properties,
  after: Properties,
  isSame: typeof isSameEngine = isSameEngine,
): Promise<ConfigDiff> {
  const [old, now] = [ownKeys(parsed(before)), ownKeys(parsed(after))];
  const changes = propertyDiff(old, now);
  const isMoved = changes.some(({ path }) => PLACE.includes(path)) && !(await leadsToSame(old, now, isSame));
  return { changes, replaceOn: isMoved ? PLACE : [] };
}

/** An address that is not known yet, or cannot be used, leads nowhere that is known. */
async function leadsToSame(old: Properties, now: Properties, isSame: typeof isSameEngine): Promise<boolean> {
  if (hasUnknown(PLACE.map((key) => now[key] ?? null))) return false;
  try {
    return await isSame(engineAddress(engineConfig(old)), engineAddress(engineConfig(now)));
  } catch {
    return false;
  }
}

/** Without what says nothing of the Engine. */
function ownKeys(config: Properties): Properties {
  const about = ["version", "pluginDownloadURL", STATE_ID];
  return Object.fromEntries(Object.entries(config).filter(([key]) => !about.includes(key)));
}

/** Where the Engine is; undefined for an address that cannot be used, which is an error of the first call. */
export function configuredPlace(config: EngineConfig): string | undefined {
  try {
    return enginePlace(engineAddress(config));
  } catch {
    return undefined;
  }
}

/** What to warn of. */
export function configWarnings(config: EngineConfig): string[] {
  return [openLine, anotherEngine].flatMap((look) => {
    try {
      return look(config);
    } catch {
      return []; // An address that cannot be used is an error of the first call.
    }
  });
}

/** An Engine's API is root on its machine, and plain tcp leaves it open (OWASP Docker cheat sheet, rule 1). */
function openLine(config: EngineConfig): string[] {
  const address = engineAddress(config);
  if (!isOpenToOthers(address)) return [];
  return [
    `The Engine at ${address.description} is spoken to without TLS: whoever is on the way, or reaches that port, is root ` +
      `on its machine. Use ssh://, or give certificates ("certPath").`,
  ];
}

/** Containers are made by the Docker provider, so both have to mean the same Engine. */
function anotherEngine(config: EngineConfig): string[] {
  if (config.host || config.context) return [];
  const [ours, theirs] = [engineAddress(config), dockerProviderAddress()];
  if (enginePlace(ours) === enginePlace(theirs)) return [];
  return [
    `dockwire asks the Engine at ${ours.description}, and without configuration @pulumi/docker asks the one at ` +
      `${theirs.description}. Set DOCKER_HOST, or dockwire:host and docker:host, so that both ask the same.`,
  ];
}

/** Pulumi hands lists over as JSON text when they come from stack configuration. */
function parsed(config: Properties): Properties {
  const { sshOpts } = config;
  return typeof sshOpts === "string" ? { ...config, sshOpts: JSON.parse(sshOpts) as string[] } : config;
}
