import * as pulumi from "@pulumi/pulumi";
import { pulumi as plugin } from "../../package.json";

/** Which version of the provider is asked for, and where it is downloaded from. */
interface Plugin {
  version?: string;
  pluginDownloadURL?: string;
}

/** A package under another roof says in its package.json from which `server` its plugin comes. */
const { version, server } = plugin as { version: string; server?: string };
let asked: Plugin = { version, ...(server === undefined ? {} : { pluginDownloadURL: server }) };

/** What every resource and function asks for, so that one process of one version serves a program. */
export function resourceOptsDefaults(): Plugin {
  return asked;
}

/**
 * Asks for the provider of no particular version from now on. A component that was constructed for a program which names
 * no version has to be served by the same process as the rest of that program.
 */
export function askForAnyVersion(): void {
  asked = {};
}

/** The options of a resource: what is the package's own, what is the resource's own, and what the program gives. */
export function resourceOptions(
  given: pulumi.CustomResourceOptions | undefined,
  own: pulumi.CustomResourceOptions = {},
): pulumi.CustomResourceOptions {
  return pulumi.mergeOptions({ ...resourceOptsDefaults(), ...own }, given);
}

/**
 * How a component's containers are replaced: their names are unique on an Engine. The Docker provider calls the end of a
 * "tmpfs" an update, does nothing, and finds it there again at each refresh.
 */
export const CONTAINER_OPTIONS = { deleteBeforeReplace: true, replaceOnChanges: ["tmpfs"] };

/**
 * What a component hands to `super` in place of its arguments. The SDK waits for every argument that it is given before it
 * registers a component, and no child is registered before its parent: the image of a client would wait for all servers
 * that the client uses. And a password given as plain text would stand in the state in clear.
 */
export const NO_INPUTS: pulumi.Inputs = {};

/** Whether the value is a resource of that type, also one of another copy of this package. */
export function isOfType(value: unknown, type: string): boolean {
  return (value as { __pulumiType?: unknown } | null | undefined)?.__pulumiType === type;
}

/** Every output of a resource by its name, to be spread before its inputs: the SDK makes outputs of the keys that it is given. */
export function undefinedOutputs<K extends string>(...outputs: K[]): Record<K, undefined> {
  return Object.fromEntries(outputs.map((output) => [output, undefined])) as Record<K, undefined>;
}
