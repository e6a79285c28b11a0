import * as pulumi from "@pulumi/pulumi";
import { Certificate } from "../resources/Certificate";
import { CLIENT_USER, redisCliOptions, redisCliScript, redisConf, redisUsers } from "./redisFiles";
import type { RedisValue } from "./redisSettings";
import { Password } from "../resources/Password";
import type { GivenCertificate, RedisServerArgs, RedisTransforms } from "./RedisServerArgs";
import { applyTransform } from "../shared/transform";
import { Volume } from "../resources/Volume";
import { VolumeFiles } from "../resources/VolumeFiles";

/** What a server is trusted by, and its key. */
export type Pems = { readonly [K in keyof GivenCertificate]: pulumi.Output<string> };

/** What decides the files of a redis. */
export interface RedisFilesPlan {
  readonly containerName: string;
  readonly imageId: pulumi.Input<string>;
  readonly port: number;
  readonly password: pulumi.Output<string>;
  readonly adminPassword: pulumi.Output<string> | undefined;
  readonly pems: Pems | undefined;
  readonly memoryMiB: pulumi.Input<number> | false;
  readonly settings: Readonly<Record<string, RedisValue>>;
  /** What has to be there before a volume is taken. */
  readonly dependsOn: pulumi.Resource[];
}

/** The password that was given, or one that is made once; always a secret. */
export function redisPassword(
  name: string,
  given: pulumi.Input<string> | undefined,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  return pulumi.secret(given ?? new Password(`${name}-password`, {}, { parent }).value);
}

/** The certificate that was given, or one that is made once; undefined without TLS. */
export function redisPems(
  name: string,
  containerName: string,
  { tls = false, transform = {} }: RedisServerArgs,
  parent: pulumi.Resource,
): Pems | undefined {
  if (tls === false) return undefined;
  if (tls !== true && "certPem" in tls) {
    return {
      certPem: pulumi.output(tls.certPem),
      keyPem: pulumi.secret(tls.keyPem),
      caPem: pulumi.output(tls.caPem),
    };
  }
  const names = [...new Set([containerName, ...(tls === true ? [] : tls.names), "localhost", "127.0.0.1"])];
  return new Certificate(...applyTransform(transform.certificate, `${name}-certificate`, { names }, { parent }));
}

/** Where the configuration is. */
export interface RedisFileNodes {
  /** Holds the configuration; none in tutorial mode. */
  readonly configVolume?: Volume;
  readonly files?: VolumeFiles;
}

/**
 * The volume with the configuration, and what is written into it. A volume, because the Engine takes no uploads into a
 * container with a read-only root; a file, because everybody who may inspect a container reads its command and environment.
 */
export function redisFiles(
  name: string,
  plan: RedisFilesPlan,
  transform: RedisTransforms,
  parent: pulumi.Resource,
): Required<RedisFileNodes> {
  const configVolume = new Volume(
    ...applyTransform(
      transform.configVolume,
      `${name}-config`,
      { name: `${plan.containerName}-config` },
      { parent, dependsOn: plan.dependsOn },
    ),
  );
  const inputs = { volume: configVolume.name, image: plan.imageId, files: fileList(plan) };
  const files = new VolumeFiles(...applyTransform(transform.files, `${name}-files`, inputs, { parent }));
  return { configVolume, files };
}

function fileList(
  plan: RedisFilesPlan,
): { path: string; content: pulumi.Input<string>; mode: string; owner: string }[] {
  const { port, pems, password, adminPassword, settings } = plan;
  const conf = pulumi
    .output(plan.memoryMiB === false ? undefined : plan.memoryMiB)
    .apply((memoryMiB) => redisConf({ port, tls: pems !== undefined, memoryMiB, settings }));
  const users = pulumi.all([password, adminPassword]).apply(([client, admin]) => redisUsers({ client, admin }));
  const everybody = { mode: "0444", owner: "0:0" };
  const list = [
    { path: "redis.conf", content: conf, ...everybody },
    { path: "users.acl", content: users, ...everybody },
    // For cliCommand alone; redis itself, without root's rights, cannot read the password.
    { path: `${CLIENT_USER}.password`, content: password, mode: "0400", owner: "0:0" },
    { path: "cli", content: redisCliScript(redisCliOptions(port, pems !== undefined)), mode: "0555", owner: "0:0" },
  ];
  if (!pems) return list;
  return [
    ...list,
    { path: "tls/ca.crt", content: pems.caPem, ...everybody },
    { path: "tls/server.crt", content: pems.certPem, ...everybody },
    // Only containers that mount this volume see it, and that is redis.
    { path: "tls/server.key", content: pems.keyPem, ...everybody },
  ];
}
