import * as pulumi from "@pulumi/pulumi";
import { ClientApp } from "../client/ClientApp";
import { RedisServer } from "../redis/RedisServer";
import { mapValues } from "../shared/mapValues";
import { NetworkRef, networkIdOf, providerOf, Service } from "../shared/references";
import { NO_INPUTS } from "../shared/resourceOptions";
import { applyTransform } from "../shared/transform";
import { Validator } from "../shared/validate";
import type {
  AppNetworkArgs,
  AppNetworkArgument,
  AppNetworkNodes,
  GivenArguments,
  IfGiven,
  Keys,
  KeysIfGiven,
} from "./AppNetworkArgs";
import { appNetworkProblem, networkNameProblem } from "./appNetworkRules";
import { Network, NetworkArgs } from "../generated/Network";
import { NetworkAttachment } from "../generated/NetworkAttachment";

/** The arguments of an AppNetwork, taken apart. */
interface Plan extends Required<Pick<AppNetworkArgs, "attachments" | "clients" | "transform">> {
  readonly name: string;
  readonly networkName: AppNetworkArgs["networkName"];
  readonly network: AppNetworkArgs["network"];
  readonly redis: AppNetworkArgs["redis"];
  /** Options of a network of its own. */
  readonly options: Omit<NetworkArgs, "name">;
}

/**
 * A network and what belongs on it: the redis server created there, servers attached from elsewhere, client apps. The
 * type knows the keys of `clients` and `attachments`, and whether there is a `redis`.
 *
 * @example
 * const backend = new AppNetwork("backend", { networkName: "backend-network", redis: { containerName: "redis" } });
 * new AppNetwork("frontend", { attachments: { redis: { server: backend.redis, aliases: ["db"] } } });
 */
export class AppNetwork<
  C extends object = Keys,
  A extends object = Keys,
  Given extends AppNetworkArgument = AppNetworkArgument,
>
  extends pulumi.ComponentResource
{
  /** The network: the one that was given, or else one of its own. */
  readonly network: NetworkRef;
  /** How others refer to the network: by its name; a `docker.Network` by its id. It stays when an edit makes the network again. */
  readonly networkId: pulumi.Output<string>;
  /** The redis server that was created here; undefined when `redis` was not given. */
  readonly redis: IfGiven<"redis", Given, RedisServer>;
  /** By the keys of `attachments`. */
  readonly attachments: { readonly [K in keyof KeysIfGiven<"attachments", Given, A>]: NetworkAttachment };
  /** By the keys of `clients`. */
  readonly clients: { readonly [K in keyof KeysIfGiven<"clients", Given, C>]: ClientApp };
  /** The children. */
  readonly nodes: AppNetworkNodes<C, A>;

  constructor(
    name: string,
    args?: AppNetworkArgs<C, A> & GivenArguments<Given>,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("dockwire:index:AppNetwork", name, NO_INPUTS, opts);
    const check = new Validator(this, `AppNetwork "${name}"`);
    const plan = planned(name, args);
    check.refuse(appNetworkProblem(plan));
    const networkName = check.input("networkName", plan.networkName ?? name, networkNameProblem);
    const network = createNetwork(plan, networkName, this);
    this.network = plan.network ?? network ?? networkName;
    this.networkId = pulumi.output(networkIdOf(this.network));
    const redis = createRedis(plan, this);
    const attachments = createAttachments(plan, this);
    const dependsOn = [...Object.values(attachments), ...servers(plan, redis)];
    const clients = createClients(plan, redis, { parent: this, dependsOn });
    // The compiler does not follow keys through Object.entries.
    this.nodes = { network, redis, attachments, clients } as AppNetworkNodes<C, A>;
    this.redis = redis as IfGiven<"redis", Given, RedisServer>;
    this.attachments = attachments as typeof this.attachments;
    this.clients = clients as typeof this.clients;
    this.registerOutputs({ networkId: this.networkId, redis, attachments, clients });
  }
}

function planned(name: string, args: AppNetworkArgs = {}): Plan {
  const { networkName, network, redis, attachments = {}, clients = {}, transform = {}, ...options } = args;
  return { name, networkName, network, redis, attachments, clients, transform, options };
}

function createNetwork(
  { name, network, options, transform }: Plan,
  networkName: pulumi.Input<string>,
  parent: pulumi.Resource,
): Network | undefined {
  if (network !== undefined) return undefined;
  const inputs = { ...options, name: networkName };
  return new Network(...applyTransform(transform.network, `${name}-network`, inputs, { parent }));
}

/** The component, once it has its network. */
type Parent = pulumi.Resource & { readonly network: NetworkRef };

function createRedis({ name, redis }: Plan, parent: Parent): RedisServer | undefined {
  if (redis === undefined) return undefined;
  const inputs = { containerName: name, ...redis, network: parent.network };
  return new RedisServer(`${name}-redis`, inputs, { parent });
}

function createAttachments(
  { name, attachments, transform }: Plan,
  parent: Parent,
): Readonly<Record<string, NetworkAttachment>> {
  return mapValues(attachments, ({ server, ...options }, key) => {
    const inputs = { ...options, container: server.containerId, network: parent.network };
    // Of a server on another machine that machine's Engine alone can connect the container.
    const opts = { parent, provider: providerOf(server) };
    return new NetworkAttachment(...applyTransform(transform.attachment, `${name}-${key}`, inputs, opts));
  });
}

function createClients(
  { name, clients, attachments }: Plan,
  redis: RedisServer | undefined,
  opts: pulumi.ComponentResourceOptions & { readonly parent: Parent },
): Readonly<Record<string, ClientApp>> {
  const servers: Readonly<Record<string, unknown>> = {
    ...mapValues(attachments, ({ server }) => server),
    ...(redis && { redis }),
  };
  // The rules have seen that a name is that of a service.
  const serviceOf = (use: Service | string) => (typeof use === "string" ? (servers[use] as Service) : use);
  return mapValues(clients, ({ uses = {}, ...client }, key) => {
    const inputs = { containerName: key, ...client, uses: mapValues(uses, serviceOf), network: opts.parent.network };
    return new ClientApp(`${name}-${key}`, inputs, opts);
  });
}

/** The components of the servers on the network: unlike a container, a component is complete only once its server answers. */
function servers({ attachments }: Plan, redis: RedisServer | undefined): pulumi.Resource[] {
  const attached = Object.values(attachments).map(({ server }) => server);
  return [redis, ...attached].filter((server) => pulumi.Resource.isInstance(server));
}
