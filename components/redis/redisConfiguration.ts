import * as pulumi from "@pulumi/pulumi";
import { Volume } from "../generated/Volume";
import { VolumeFile } from "../generated/types";
import { VolumeFiles } from "../generated/VolumeFiles";
import { afterNetwork } from "../shared/references";
import { applyTransform } from "../shared/transform";
import { CLIENT_USER, REDIS_PORT, redisCliOptions, redisCliScript, redisConf, redisUsers } from "./redisFiles";
import type { CertificateMaterial, RedisLogin } from "./redisParts";
import { ownVolumeName, RedisServerPlan, Replication } from "./redisPlan";
import { replicationSettings, startScript } from "./replicationFiles";

/** Where the configuration is. */
export interface RedisConfiguration {
  /** Holds the configuration; none in tutorial mode. */
  readonly configVolume?: Volume;
  readonly files?: VolumeFiles;
}

/** What the files are made from, beside the plan. */
export interface RedisFileSources {
  readonly imageId: pulumi.Output<string>;
  readonly login: RedisLogin | undefined;
  readonly certificate: CertificateMaterial | undefined;
}

/** Permissions of a file that everybody in the container may read. */
export const EVERYBODY = { mode: "0444", owner: "0:0" };

/**
 * The volume with the configuration, and the files in it; none in tutorial mode. A volume, because the Engine takes no
 * uploads into a container with a read-only root; a file, because everybody who may inspect a container reads its command
 * and environment.
 */
export function createConfiguration(plan: RedisServerPlan, from: RedisFileSources): RedisConfiguration {
  const { name, parent, network, transform } = plan;
  if (!from.login) return {};
  const opts = { parent, dependsOn: afterNetwork(network) };
  const volume = { defaultName: ownVolumeName(plan, "config") };
  const configVolume = new Volume(...applyTransform(transform.configVolume, `${name}-config`, volume, opts));
  const list = configFiles(plan, from.login, from.certificate);
  const inputs = { volume: configVolume.name, image: from.imageId, files: list };
  return {
    configVolume,
    files: new VolumeFiles(...applyTransform(transform.files, `${name}-files`, inputs, { parent })),
  };
}

/** Their order counts: another one would be another version of the files, and a new container. */
function configFiles(
  { settings: { memoryMiB }, config, containerName, replication }: RedisServerPlan,
  login: RedisLogin,
  certificate: CertificateMaterial | undefined,
): VolumeFile[] {
  const tls = certificate !== undefined;
  const member = replication && pulumi.output(containerName).apply((self) => replicationSettings(self, tls));
  const conf = pulumi
    .all([memoryMiB === false ? undefined : memoryMiB, config, member, replication?.password])
    .apply(([limit, settings, own, masterauth]) => {
      const more = masterauth === undefined ? undefined : { ...own, masterauth };
      return redisConf({ port: REDIS_PORT, tls, memoryMiB: limit, settings, replication: more });
    });
  const cli = redisCliScript(redisCliOptions(REDIS_PORT, tls));
  return [
    { path: "redis.conf", content: conf, ...EVERYBODY },
    ...loginFiles(login, replication),
    { path: "cli", content: cli, mode: "0555", owner: "0:0" },
    ...tlsFiles(certificate),
    ...startFiles(containerName, replication, tls),
  ];
}

function startFiles(
  containerName: pulumi.Input<string>,
  replication: Replication | undefined,
  tls: boolean,
): VolumeFile[] {
  if (!replication) return [];
  const content = pulumi
    .all([replication.group, containerName])
    .apply(([group, self]) => startScript(group, self, tls));
  return [{ path: "start", content, mode: "0555", owner: "0:0" }];
}

function loginFiles({ password, adminPassword }: RedisLogin, replication: Replication | undefined): VolumeFile[] {
  const users = pulumi
    .all([password, adminPassword, replication?.password])
    .apply(([client, admin, member]) => redisUsers({ client, admin, member }));
  return [
    { path: "users.acl", content: users, ...EVERYBODY },
    // For cliCommand alone; redis itself, without root's rights, cannot read the password.
    { path: `${CLIENT_USER}.password`, content: password, mode: "0400", owner: "0:0" },
  ];
}

/** The certificate and its key, as a server of redis and a Sentinel find them. */
export function tlsFiles(certificate: CertificateMaterial | undefined): VolumeFile[] {
  if (!certificate) return [];
  return [
    { path: "tls/ca.crt", content: certificate.caPem, ...EVERYBODY },
    { path: "tls/server.crt", content: certificate.certPem, ...EVERYBODY },
    // Only containers that mount this volume see it, and that is redis.
    { path: "tls/server.key", content: certificate.keyPem, ...EVERYBODY },
  ];
}
