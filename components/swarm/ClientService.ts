import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { presentNetwork } from "../functions/presentNetwork";
import type { NetworkRef } from "../shared/references";
import { checkedHealthcheck } from "../client/healthcheck";
import { SERVICE_HEALTH } from "../shared/healthDefaults";
import { linkSettings } from "../client/links";
import { useSettings } from "../client/uses";
import type { StackLabel } from "../generated/StackLabel";
import { NO_INPUTS } from "../shared/resourceOptions";
import { labelArg, stackLabel } from "../shared/stackLabel";
import { cpusProblem, memoryProblem, userProblem } from "../shared/limits";
import { imageProblem } from "../shared/names";
import { invokeCheck } from "../shared/invokeCheck";
import { applyTransform } from "../shared/transform";
import { Validator } from "../shared/validate";
import type { ClientServiceArgs } from "./ClientServiceArgs";
import { serviceFiles, type ServiceFiles } from "./serviceFiles";
import { serviceProblem, virtualAddressArgument } from "./serviceRules";
import { serviceSpec } from "./serviceSpec";

const CHECK = "dockwire:index:checkService";

/** What a ClientService is made of. */
export interface ClientServiceNodes extends ServiceFiles {
  readonly service: docker.Service;
  readonly label: StackLabel;
}

/**
 * An application on the machines of a swarm: what a ClientApp is on one. The swarm keeps the number of containers, on
 * whichever machines are there, and replaces them one after another when something changes. Its Engine is a manager's.
 *
 * @example
 * new ClientService("web", { network: frontend, image: "example/web:1", replicas: 3, uses: { db: redis } });
 */
export class ClientService extends pulumi.ComponentResource {
  /** The service's id. */
  readonly serviceId: pulumi.Output<string>;
  /** The service's name, which resolves to all of its containers on its networks. */
  readonly serviceName: pulumi.Output<string>;
  /** The service's id, known once all containers run and pass their health check; with "global" known at once. */
  readonly ready: pulumi.Output<string>;
  /** The children. */
  readonly nodes: ClientServiceNodes;

  constructor(name: string, given: ClientServiceArgs, opts: pulumi.ComponentResourceOptions = {}) {
    const { dependsOn, ...own } = opts;
    super("dockwire:index:ClientService", name, NO_INPUTS, own);
    const placed = { parent: this, dependsOn };
    const check = new Validator(this, `ClientService "${name}"`);
    const plain = checked(name, given, check);
    const { serviceName = name } = plain;
    // A swarm that cannot be asked for services is found out at preview.
    const virtualAddress = virtualAddressArgument(plain);
    const able = invokeCheck(CHECK, { service: serviceName, virtualAddress }, this);
    const args = { ...plain, image: pulumi.all([plain.image, able]).apply(([image]) => image) };
    const healthcheck = args.healthcheck && checkedHealthcheck(args.healthcheck, SERVICE_HEALTH, check);
    const { network, networks = {}, uses = {}, links = {}, environment = {} } = args;
    const label = stackLabel(`${name}-label`, this);
    const used = useSettings(name, network, uses, placed);
    const linked = linkSettings(serviceName, [network, ...Object.values(networks)], links, placed);
    const theirs = used.files.map(({ path, content }): [string, pulumi.Input<string>] => [String(path), content]);
    const secrets = { ...Object.fromEntries(theirs), ...args.secrets };
    const files = serviceFiles({ name, serviceName, parent: this }, args, secrets);
    const variables = pulumi
      .all([linked.environment, used.environment, environment])
      .apply((sources) => Object.assign({}, ...sources) as Record<string, string>);
    const networkIds = [network, ...Object.values(networks)].map((one) => swarmNetworkId(one, placed));
    const labels = [labelArg(label)];
    const plan = { serviceName, networkIds, labels, environment: variables, files, healthcheck };
    const spec = serviceSpec(args, plan);
    // A swarm makes no service of a number out of one on each machine, nor the other way.
    const replaced = { deleteBeforeReplace: true, replaceOnChanges: ["mode.global"] };
    const service = new docker.Service(
      ...applyTransform(args.transform?.service, `${name}-service`, spec, { ...placed, ...replaced }),
    );
    this.nodes = { service, label, ...files };
    this.serviceId = service.id;
    this.serviceName = service.name;
    this.ready = service.id;
    this.registerOutputs({ serviceId: this.serviceId, serviceName: this.serviceName, ready: this.ready });
  }
}

/** A service is read back with its networks' ids, so those are what it is made with. */
function swarmNetworkId(ref: NetworkRef, asking: pulumi.InvokeOutputOptions): pulumi.Output<string> {
  if (docker.Network.isInstance(ref)) return ref.id;
  if (pulumi.CustomResource.isInstance(ref)) return ref.networkId;
  return pulumi.all([ref, presentNetwork(ref, asking)]).apply(([wanted, found]) => found?.id ?? wanted);
}

function checked(name: string, args: ClientServiceArgs, check: Validator): ClientServiceArgs {
  check.refuse(serviceProblem(name, args));
  const { image, user, cpus, memoryMiB } = args;
  return {
    ...args,
    image: check.input("image", image, imageProblem),
    ...(user === undefined ? {} : { user: check.input("user", user, userProblem) }),
    ...(cpus === undefined ? {} : { cpus: check.input("cpus", cpus, cpusProblem) }),
    ...(memoryMiB === undefined || memoryMiB === false
      ? {}
      : { memoryMiB: check.input("memoryMiB", memoryMiB, memoryProblem) }),
  };
}
