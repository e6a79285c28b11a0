export { Provider, type ProviderArgs } from "./generated/Provider";

export { AppNetwork } from "./network/AppNetwork";
export type {
  AppNetworkArgs,
  AppNetworkNodes,
  AppNetworkTransforms,
  NetworkClientArgs,
  ServerAttachment,
} from "./network/AppNetworkArgs";

export { RedisServer, type RedisNodes } from "./redis/RedisServer";
export { RedisReplicas, type RedisReplicasNodes } from "./replicas/RedisReplicas";
export type { RedisReplicasArgs, RedisReplicasTransforms } from "./replicas/RedisReplicasArgs";
export { ExistingRedis, type ExistingRedisArgs } from "./redis/ExistingRedis";
export type { GivenCertificate, RedisServerArgs, RedisTransforms } from "./redis/RedisServerArgs";
export type { RedisValue } from "./redis/redisSettings";

export type { ImageBuild } from "./client/buildContext";
export { ClientApp, type ClientNodes } from "./client/ClientApp";
export type { ClientAppArgs, ClientTransforms, HealthCheck, HostMount, Mount } from "./client/ClientAppArgs";
export type { Link, Links } from "./client/links";
export { linkVariables, type LinkTarget } from "./client/linkVariables";
export type { Uses } from "./client/uses";

export { ClientService, type ClientServiceNodes } from "./swarm/ClientService";
export type {
  ClientServiceArgs,
  ClientServiceTransforms,
  Placement,
  ServicePort,
  ServiceUpdate,
} from "./swarm/ClientServiceArgs";

export { Certificate, type CertificateArgs } from "./generated/Certificate";
export { ContainerNetworks, type ContainerNetworksArgs } from "./generated/ContainerNetworks";
export { ContainerReady, type ContainerReadyArgs } from "./generated/ContainerReady";
export { Network, type NetworkArgs } from "./generated/Network";
export { NetworkAttachment, type NetworkAttachmentArgs } from "./generated/NetworkAttachment";
export { Password, type PasswordArgs } from "./generated/Password";
export { PidsLimit, type PidsLimitArgs } from "./generated/PidsLimit";
export { Probe, type ProbeArgs } from "./resources/Probe";
export { StackLabel, type StackLabelArgs } from "./generated/StackLabel";
export { Volume, type VolumeArgs } from "./generated/Volume";
export { VolumeFiles, type VolumeFilesArgs } from "./generated/VolumeFiles";

export { inspectContainer } from "./functions/inspectContainer";
export { inspectNetwork } from "./functions/inspectNetwork";
export { listNetworks } from "./functions/listNetworks";
export type {
  AssignedInitialNetwork,
  AssignedIpamConfig,
  AssignedSubnetPool,
  AssignedVolumeFile,
  ContainerDetails,
  ContainerNetwork,
  InitialNetwork,
  IpamConfig,
  NetworkDetails,
  NetworkMember,
  NetworkSummary,
  SubnetPool,
  SubnetUse,
  VolumeFile,
} from "./generated/types";

export type { ContainerSettings } from "./shared/hardening";
export type { PublishedPort } from "./shared/ports";
export type { ContainerRef, NetworkRef, ServerContainer, Service, VolumeRef } from "./shared/references";
export type { Transform } from "./shared/transform";
