import { delimiter } from "node:path";
import { type Engine, ensureEngine } from "./engine/Engine";
import { ensureImages } from "./images/Images";
import { projectRoot } from "./Paths";
import { readProjectSettings } from "./projectSettings";
import { type Backend, ensureBackend } from "./state/Backend";
import { ensureToolChain, ensureYamlHost, requireToolChain } from "./toolchain/ToolChain";

/** Where everybody looks without being told. */
const SYSTEM_HOST = process.platform === "win32" ? "npipe:////./pipe/docker_engine" : "unix:///var/run/docker.sock";

/** A Pulumi project: where its program lies and what Pulumi.yaml calls it. */
export interface Project {
  name: string;
  folder: string;
}

/** All that a Pulumi command of this project needs, ready to use. */
export interface Environment {
  project: Project;
  engine: Engine;
  backend: Backend;
  /** Variables to set beyond those of this process, without PATH. */
  variables: Record<string, string>;
  /** Folders to put first on PATH. */
  path: string[];
  /** This process's environment with all of it. */
  env: NodeJS.ProcessEnv;
}

/**
 * Sees to it that the machine has all that it needs; what is there already costs next to nothing. `yaml` adds the host for
 * programs in YAML, which the stack itself does without.
 */
export async function ensureEnvironment({ yaml = false } = {}): Promise<Environment> {
  requireToolChain();
  const engine = await ensureEngine();
  const [tools] = await settled(ensureToolChain(), ensureImages(engine)); // side by side, as both wait for downloads
  const backend = ensureBackend(tools);
  const yamlHost = yaml ? await ensureYamlHost(tools) : undefined;
  const path = [...backend.path, ...tools.path, ...(yamlHost ? [yamlHost] : [])];
  const variables = {
    ...engineVariables(engine),
    ...(tools.home && { PULUMI_HOME: tools.home }),
    ...backend.variables,
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
  const PATH = [...path, process.env.PATH].filter(Boolean).join(delimiter);
  return {
    project: { name: readProjectSettings().name, folder: projectRoot },
    engine,
    backend,
    variables,
    path,
    env: { ...process.env, ...variables, PATH },
  };
}

/** The Docker provider knows less of contexts and of sockets of rootless Engines, so it is told the address itself. */
function engineVariables({ host, api }: Engine): Record<string, string> {
  const { certificates } = api.address;
  return {
    ...(host !== SYSTEM_HOST && { DOCKER_HOST: host }),
    ...(certificates && { DOCKER_TLS_VERIFY: "1", DOCKER_CERT_PATH: certificates }),
  };
}

/** Both results, or the first failure once neither is at work any more: an error must not be buried under progress. */
async function settled<A, B>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([a, b]);
  return Promise.all([a, b]);
}
