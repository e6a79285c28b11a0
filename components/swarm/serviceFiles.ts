import { createHash, scryptSync } from "node:crypto";
import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { applyTransform } from "../shared/transform";
import type { ClientServiceArgs } from "./ClientServiceArgs";

/** The files that a service's containers see, as the swarm keeps them. */
export interface ServiceFiles {
  /** By the name of the file. */
  readonly secrets: Readonly<Record<string, docker.Secret>>;
  /** By the path of the file. */
  readonly configs: Readonly<Record<string, docker.ServiceConfig>>;
}

/** Whose files they are. */
interface Owner {
  readonly name: string;
  readonly serviceName: string;
  readonly parent: pulumi.Resource;
}

/**
 * A swarm changes no secret and no config, so each bears a name of its content: another content makes another one, the
 * service goes over to it, and then the former one is removed.
 */
export function serviceFiles(
  { name, serviceName, parent }: Owner,
  { configs = {}, transform = {} }: ClientServiceArgs,
  secrets: Readonly<Record<string, pulumi.Input<string>>>,
): ServiceFiles {
  const made = Object.entries(secrets).map(([file, content]) => {
    const inputs = {
      name: pulumi.unsecret(
        pulumi.output(content).apply((text) => `${serviceName}-${file}-${slowHash(serviceName, text)}`),
      ),
      data: pulumi.secret(pulumi.output(content).apply(base64)),
    };
    const args = applyTransform(transform.secret, `${name}-secret-${file}`, inputs, { parent });
    return [file, new docker.Secret(...args)] as const;
  });
  const written = Object.entries(configs).map(([path, content]) => {
    const stem = path.replace(/[^A-Za-z0-9]+/g, "-");
    const inputs = {
      name: pulumi.output(content).apply((text) => `${serviceName}${stem}-${hash(text)}`),
      data: pulumi.output(content).apply(base64),
    };
    const args = applyTransform(transform.config, `${name}-config${stem}`, inputs, { parent });
    return [path, new docker.ServiceConfig(...args)] as const;
  });
  return { secrets: Object.fromEntries(made), configs: Object.fromEntries(written) };
}

function base64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}

function hash(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex").slice(0, 10);
}

/** A name is no secret: whoever reads it must not be able to try out passwords at any speed. */
function slowHash(salt: string, text: string): string {
  return scryptSync(text, `dockwire ${salt}`, 5).toString("hex");
}
