import { type Properties, read, text } from "./values";

/** A resource, as far as a policy about one resource and a policy about the whole stack both have it. */
export interface Resource {
  readonly type: string;
  readonly urn: string;
  readonly name: string;
  readonly props: Properties;
  /** What each property was made from; nothing in a policy about one resource. */
  readonly propertyDependencies?: Readonly<Record<string, readonly Resource[] | undefined>>;
}

export const CONTAINER = "docker:index/container:Container";
export const PROBE = "dockwire:index:Probe";
/** Volumes of the Docker provider, and our own. */
export const VOLUMES = ["docker:index/volume:Volume", "dockwire:index:Volume"];
export const VOLUME_FILES = "dockwire:index:VolumeFiles";
/** What connects a container that is there; the property with its networks, and whether that is a list. */
export const CONNECTIONS = ["dockwire:index:NetworkAttachment", "dockwire:index:ContainerNetworks"];

const NETWORKS = ["dockwire:index:Network", "docker:index/network:Network"];
/** Resources that are images, and the property with the name that they were asked for by. */
const IMAGES: Readonly<Record<string, string>> = {
  "docker:index/remoteImage:RemoteImage": "name",
  "docker:index/registryImage:RegistryImage": "name",
  "docker:index/image:Image": "imageName",
  "docker:index/tag:Tag": "sourceImage",
};

/** The resources of some types that a property was made from. */
export function madeFrom(resource: Resource, property: string, types: readonly string[]): Resource[] {
  return (resource.propertyDependencies?.[property] ?? []).filter(({ type }) => types.includes(type));
}

/** Names of the networks that a property was made from. */
export function networksOf(resource: Resource, property: string): string[] {
  return madeFrom(resource, property, NETWORKS).map((network) => text(network.props, "name") ?? network.name);
}

/** The images that a property was made from. */
export function imagesOf(resource: Resource, property: string): { name: string; built: boolean }[] {
  return madeFrom(resource, property, Object.keys(IMAGES)).flatMap((image) => {
    const name = text(image.props, IMAGES[image.type] ?? "");
    return name === undefined ? [] : [{ name, built: isBuilt(image) }];
  });
}

function isBuilt({ type, props }: Resource): boolean {
  const build = read(props, "build");
  // Where there is none, the Docker provider says null, or at a preview that it is not known yet.
  return type === "docker:index/image:Image" || (typeof build === "object" && build !== null);
}

/** The name that a container is referred to by: of the resource, or as it was given. */
export function containerNames(resource: Resource, property: string): string[] {
  const made = madeFrom(resource, property, [CONTAINER]).map((one) => text(one.props, "name"));
  const given = [text(resource.props, property), text(resource.props, "containerName")];
  return [...made, ...given].filter((name) => name !== undefined).map((name) => name.replace(/^\//, ""));
}
