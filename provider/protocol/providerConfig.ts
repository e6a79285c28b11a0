import * as z from "zod";
import { EngineConfig, hostProblem } from "../../engine/engineAddress";
import { checkInputs } from "./checkInputs";
import type { Failure } from "./Resource";
import { Properties } from "./values";

const shape = {
  host: z
    .string()
    .superRefine((host, context) => {
      const problem = hostProblem(host);
      if (problem) context.addIssue({ code: "custom", message: problem });
    })
    .optional(),
  context: z.string().optional(),
  caMaterial: z.string().optional(),
  certMaterial: z.string().optional(),
  keyMaterial: z.string().optional(),
  certPath: z.string().optional(),
  sshOpts: z.array(z.string()).optional(),
  version: z.string().optional(),
  pluginDownloadURL: z.string().optional(),
};

/** What is wrong with the provider's configuration, by property. */
export function checkConfig(config: Properties): Failure[] {
  return checkInputs(shape, parsed(config)).failures;
}

/** The configuration that says where the Engine is. */
export function engineConfig(config: Properties): EngineConfig {
  return z.object(shape).parse(parsed(config));
}

/** What to warn of: an Engine's API is root on its machine, and plain tcp leaves it open (OWASP Docker cheat sheet, rule 1). */
export function configWarnings({ host, caMaterial, certMaterial, certPath }: EngineConfig): string[] {
  const plain = /^(tcp|http):\/\/(?!127\.|localhost[:/]|localhost$|\[::1\])/.exec(host ?? "");
  if (!plain || caMaterial || certMaterial || certPath || process.env.DOCKER_TLS_VERIFY) return [];
  return [
    `The Engine at ${host} is spoken to without TLS: whoever is on the way, or reaches that port, is root on its machine. ` +
      `Use ssh://, or give certificates ("certPath").`,
  ];
}

/** Pulumi hands lists over as JSON text when they come from stack configuration. */
function parsed(config: Properties): Properties {
  const { sshOpts } = config;
  return typeof sshOpts === "string" ? { ...config, sshOpts: JSON.parse(sshOpts) as string[] } : config;
}
