export { Provider, type ProviderArgs } from "./Provider";

export { AppNetwork } from "./network/AppNetwork";
export type { AppNetworkArgs, AppNetworkNodes, AppNetworkTransforms, ServerAttachment } from "./network/AppNetworkArgs";
export { ContainerNetworks, type ContainerNetworksArgs } from "./network/ContainerNetworks";
export {
  Network,
  type AssignedIpamConfig,
  type IpamConfig,
  type NetworkArgs,
  type SubnetPool,
} from "./network/Network";
export { NetworkAttachment, type NetworkAttachmentArgs } from "./network/NetworkAttachment";

export { RedisServer, type RedisNodes } from "./redis/RedisServer";
export { ExistingRedis, type ExistingRedisArgs } from "./redis/ExistingRedis";
export type { GivenCertificate, RedisServerArgs, RedisTransforms } from "./redis/RedisServerArgs";
export type { RedisValue } from "./redis/redisSettings";

export type { ImageBuild } from "./client/buildContext";
export { ClientApp, type ClientNodes } from "./client/ClientApp";
export type { ClientAppArgs, ClientTransforms, HealthCheck, HostMount, Mount } from "./client/ClientAppArgs";
export type { Link, Links } from "./client/links";
export { linkVariables, type LinkTarget } from "./client/linkVariables";
export type { Uses } from "./client/uses";

export { Certificate, type CertificateArgs } from "./resources/Certificate";
export { ContainerReady, type ContainerReadyArgs } from "./resources/ContainerReady";
export { Password, type PasswordArgs } from "./resources/Password";
export { PidsLimit, type PidsLimitArgs } from "./resources/PidsLimit";
export { Probe, type ProbeArgs } from "./resources/Probe";
export { StackLabel, type StackLabelArgs } from "./resources/StackLabel";
export { Volume, type VolumeArgs, type VolumeRef } from "./resources/Volume";
export { VolumeFiles, type VolumeFile, type VolumeFilesArgs } from "./resources/VolumeFiles";

export { inspectContainer, type ContainerDetails, type ContainerNetwork } from "./functions/inspectContainer";
export { inspectNetwork, type NetworkDetails, type NetworkMember, type SubnetUse } from "./functions/inspectNetwork";
export { listNetworks, type NetworkSummary } from "./functions/listNetworks";

export type { ContainerSettings } from "./shared/hardening";
export type { PublishedPort } from "./shared/ports";
export type { ContainerRef, NetworkRef, ServerContainer, Service } from "./shared/references";
export type { Transform } from "./shared/transform";
