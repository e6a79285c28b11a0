import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { Provider } from "../generated/Provider";
import { createCertificate, loginOf, CertificateMaterial, RedisLogin } from "../redis/redisParts";
import { passwordProblem } from "../redis/redisFiles";
import type { RedisGroup } from "../redis/replicationFiles";
import { imageProblem } from "../shared/names";
import { Validator } from "../shared/validate";
import { onceWide } from "./onceWide";
import type { RedisReplicasArgs } from "./RedisReplicasArgs";
import { replicasCounts, replicasProblem } from "./replicasRules";
import type { SentinelSettings } from "./sentinelFiles";

const DEFAULT_DOWN_AFTER_SECONDS = 5;
const DEFAULT_FAILOVER_SECONDS = 30;

/** A machine that containers of a RedisReplicas are on: the first has the primary to begin with. */
export interface Place {
  readonly key: string;
  /** None: those of the component. */
  readonly providers: pulumi.ProviderResource[] | undefined;
}

/** The arguments of a RedisReplicas, checked, and what its containers have in common. */
export interface RedisReplicasPlan {
  readonly name: string;
  readonly parent: pulumi.Resource;
  readonly args: RedisReplicasArgs;
  readonly containerName: string;
  readonly group: RedisGroup;
  readonly image: pulumi.Input<string>;
  readonly routerImage: pulumi.Input<string>;
  readonly sentinel: SentinelSettings;
  readonly places: { readonly [K in "servers" | "sentinels" | "routers"]: readonly Place[] };
}

/** What the containers share. */
export interface SharedSecrets {
  readonly login: RedisLogin;
  /** Of replicas at their primary, and of Sentinels. */
  readonly memberPassword: pulumi.Output<string>;
  readonly certificate: CertificateMaterial | undefined;
}

/** Checks the arguments of a RedisReplicas. @throws pulumi.ResourceError naming the property */
export function redisReplicasPlan(name: string, given: RedisReplicasArgs, parent: pulumi.Resource): RedisReplicasPlan {
  const check = new Validator(parent, `RedisReplicas "${name}"`);
  check.refuse(replicasProblem(name, given));
  const { containerName = name } = given;
  const args = {
    ...given,
    password: check.optional("password", given.password, passwordProblem),
    adminPassword: check.optional("adminPassword", given.adminPassword, passwordProblem),
  };
  const counts = replicasCounts(args);
  const machines = placesOf(name, args.machines, parent);
  const of = (count: number) => machines?.slice(0, count) ?? unplaced(count);
  const places = { servers: of(counts.servers), sentinels: of(counts.sentinels), routers: machines ?? unplaced(1) };
  const names = (kind: string, all: readonly Place[]) => all.map(({ key }) => `${containerName}-${kind}${key}`);
  return {
    ...{ name, parent, args, containerName, places },
    group: {
      name: containerName,
      servers: names("", places.servers),
      sentinels: names("sentinel-", places.sentinels),
    },
    image: onceWide({ name, parent, args, places }, check.input("image", args.image ?? "redis:7", imageProblem)),
    routerImage: check.input("routerImage", args.routerImage ?? "haproxy:lts", imageProblem),
    sentinel: {
      quorum: counts.quorum,
      downAfterSeconds: args.downAfterSeconds ?? DEFAULT_DOWN_AFTER_SECONDS,
      failoverSeconds: args.failoverTimeoutSeconds ?? DEFAULT_FAILOVER_SECONDS,
    },
  };
}

function placesOf(
  name: string,
  machines: RedisReplicasArgs["machines"],
  parent: pulumi.Resource,
): readonly Place[] | undefined {
  if (!machines) return undefined;
  return Object.entries(machines).map(([key, machine]) => {
    if (typeof machine !== "string") return { key, providers: [...machine] };
    const own = new Provider(`${name}-${key}`, { host: machine }, { parent });
    return { key, providers: [own, new docker.Provider(`${name}-${key}-containers`, { host: machine }, { parent })] };
  });
}

/** The options of what is at a place. */
export function optionsAt(
  { providers }: Place,
  parent: pulumi.Resource,
  dependsOn: readonly pulumi.Resource[],
): pulumi.ComponentResourceOptions {
  return { parent, dependsOn: [...dependsOn], ...(providers ? { providers } : {}) };
}

function unplaced(count: number): readonly Place[] {
  return Array.from({ length: count }, (_, i) => ({ key: String(i + 1), providers: undefined }));
}

/** The passwords and the certificate that all have in common. */
export function sharedSecrets(
  { name, parent, args, containerName, group }: RedisReplicasPlan,
  memberPassword: pulumi.Output<string>,
): SharedSecrets {
  const { password, adminPassword } = args;
  const certificate = certificateOf({ name, parent, containerName }, args.tls, group);
  return { login: loginOf({ name, parent, password, adminPassword }), memberPassword, certificate };
}

function certificateOf(
  of: Pick<RedisReplicasPlan, "name" | "parent" | "containerName">,
  tls: RedisReplicasArgs["tls"],
  { servers, sentinels }: RedisGroup,
): CertificateMaterial | undefined {
  if (!tls || (tls !== true && "certPem" in tls)) return createCertificate({ ...of, tls, transform: {} });
  const names = pulumi.output(tls === true ? [] : tls.names).apply((more) => [...servers, ...sentinels, ...more]);
  return createCertificate({ ...of, tls: { names }, transform: {} });
}
