import * as pulumi from "@pulumi/pulumi";
import { Certificate } from "../generated/Certificate";
import { ContainerReady } from "../generated/ContainerReady";
import { Password } from "../generated/Password";
import type { StackLabel } from "../generated/StackLabel";
import { Volume } from "../generated/Volume";
import { CheckedImage, containerImage } from "../shared/image";
import { afterNetwork } from "../shared/references";
import { applyTransform } from "../shared/transform";
import type { GivenCertificate } from "./RedisServerArgs";
import { ownVolumeName, RedisServerPlan } from "./redisPlan";
import type { RedisContainer } from "./redisContainer";

/** The certificate and key of a server, and the CA certificate that clients verify it with. */
export type CertificateMaterial = { readonly [K in keyof GivenCertificate]: pulumi.Output<string> };

/** The passwords of the redis users. */
export interface RedisLogin {
  readonly password: pulumi.Output<string>;
  readonly adminPassword: pulumi.Output<string> | undefined;
}

/** Where the data of a redis is. */
export interface RedisData {
  /** The volume's name; undefined when the data is in the container alone. */
  readonly volumeName: pulumi.Input<string> | undefined;
  /** The volume, unless somebody else manages it. */
  readonly dataVolume?: Volume;
}

/** The image, looked up while the container is checked. */
export function createImage(plan: RedisServerPlan, label: StackLabel): CheckedImage {
  const { name, image, containerName, ports, existingVolume, transform, parent } = plan;
  const planned = [{ containerName, ports, label, existingVolume }];
  return containerImage(name, { image, planned, transform: transform.image }, parent);
}

/** The volume of a redis's data: one of its own, somebody else's, or none. */
export function createDataVolume(plan: RedisServerPlan): RedisData {
  const { name, parent, network, tutorial, keepData, existingVolume, transform } = plan;
  if (existingVolume !== undefined) return { volumeName: existingVolume };
  if (plan.volumeName === undefined && tutorial) return { volumeName: undefined };
  // The container may get another name, and its data stays with it.
  const own = plan.volumeName === undefined ? { defaultName: ownVolumeName(plan, "data") } : { name: plan.volumeName };
  // Somebody else's volume stays untouched when the network turns out to be somebody else's.
  const opts = { parent, dependsOn: afterNetwork(network), retainOnDelete: keepData };
  const dataVolume = new Volume(...applyTransform(transform.dataVolume, `${name}-data`, own, opts));
  return { volumeName: dataVolume.name, dataVolume };
}

/** The passwords that were given, or one that is made once; always secrets. Undefined in tutorial mode. */
export function createLogin(plan: RedisServerPlan): RedisLogin | undefined {
  return plan.tutorial ? undefined : loginOf(plan);
}

/** The same for a redis that has a password in any case. */
export function loginOf({
  name,
  parent,
  password,
  adminPassword,
}: Pick<RedisServerPlan, "name" | "parent" | "password" | "adminPassword">): RedisLogin {
  const own = pulumi.secret(password ?? new Password(`${name}-password`, {}, { parent }).value);
  return { password: own, adminPassword: adminPassword === undefined ? undefined : pulumi.secret(adminPassword) };
}

/** What a certificate is made for. */
interface CertificatePlan extends Pick<RedisServerPlan, "name" | "parent" | "containerName" | "tls"> {
  readonly transform: Pick<RedisServerPlan["transform"], "certificate">;
}

/** The certificate that was given, or one that is made once; undefined without TLS. */
export function createCertificate({
  name,
  parent,
  containerName,
  tls = false,
  transform,
}: CertificatePlan): CertificateMaterial | undefined {
  if (tls === false) return undefined;
  if (tls !== true && "certPem" in tls) {
    const { certPem, keyPem, caPem } = tls;
    return { certPem: pulumi.output(certPem), keyPem: pulumi.secret(keyPem), caPem: pulumi.output(caPem) };
  }
  const names = pulumi
    .all([containerName, tls === true ? [] : tls.names])
    .apply(([own, more]) => [...new Set([own, ...more, "localhost", "127.0.0.1"])]);
  return new Certificate(...applyTransform(transform.certificate, `${name}-certificate`, { names }, { parent }));
}

/** Waits until redis answers in its container. */
export function createReady(
  { name, parent, readySeconds, transform }: RedisServerPlan,
  { container }: RedisContainer,
): ContainerReady {
  const inputs = { container, timeoutSeconds: readySeconds };
  return new ContainerReady(...applyTransform(transform.ready, `${name}-ready`, inputs, { parent }));
}
