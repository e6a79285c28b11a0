// Written by `npm run generate` from what provider/ declares. Edits belong there.
import * as pulumi from "@pulumi/pulumi";
import { isOfType, resourceOptsDefaults } from "../shared/resourceOptions";

/**
 * Which Engine a Provider asks. Without any of these it finds the Engine as the docker command does (docs/engines.md).
 */
export interface ProviderArgs {
  /**
   * The Engine's address: `unix:///path`, `tcp://HOST:PORT`, `ssh://USER@HOST` or, on Windows,
   * `npipe:////./pipe/NAME`. It beats every DOCKER_* variable. Another Engine replaces the resources of this provider;
   * another way to the same place does not. Fails at preview when it is none of these.
   * @default `context`, DOCKER_HOST, DOCKER_CONTEXT, the docker command's current context, /var/run/docker.sock, the
   * socket of a rootless Engine
   */
  readonly host?: pulumi.Input<string>;
  /**
   * A docker context to take the address from; `host` beats it. Another Engine replaces the resources.
   * @default none
   */
  readonly context?: pulumi.Input<string>;
  /** The certificate authority's certificate (PEM), for tcp with TLS. @default `certPath`'s */
  readonly caMaterial?: pulumi.Input<string>;
  /** The client's certificate (PEM). @default `certPath`'s */
  readonly certMaterial?: pulumi.Input<string>;
  /** The client's private key (PEM). Always secret. @default `certPath`'s */
  readonly keyMaterial?: pulumi.Input<string>;
  /**
   * A folder with ca.pem, cert.pem and key.pem, for tcp with TLS.
   * @default with DOCKER_TLS_VERIFY set, DOCKER_CERT_PATH or ~/.docker
   */
  readonly certPath?: pulumi.Input<string>;
  /**
   * Options as the ssh command takes them: `-p PORT`, `-l USER`, `-i FILE`, and `-o` with Port, User, IdentityFile,
   * UserKnownHostsFile or StrictHostKeyChecking (yes, accept-new, no). Others are refused.
   * @default none: port 22, the user's known hosts, checked strictly
   */
  readonly sshOpts?: pulumi.Input<pulumi.Input<string>[]>;
}

/**
 * A Docker Engine that resources, components and functions are given to, for programs with more than one.
 *
 * @example
 * const host = "ssh://deploy@engine.example";
 * const providers = [new Provider("b", { host }), new docker.Provider("b", { host })];
 * new RedisServer("cache", { network }, { providers });
 */
export class Provider extends pulumi.ProviderResource {
  /** The type token. */
  static readonly type = "dockwire";
  /** @internal */
  static readonly __pulumiType = "dockwire";

  /**
   * The Engine's address: `unix:///path`, `tcp://HOST:PORT`, `ssh://USER@HOST` or, on Windows,
   * `npipe:////./pipe/NAME`. It beats every DOCKER_* variable. Another Engine replaces the resources of this provider;
   * another way to the same place does not. Fails at preview when it is none of these.
   * @default `context`, DOCKER_HOST, DOCKER_CONTEXT, the docker command's current context, /var/run/docker.sock, the
   * socket of a rootless Engine
   */
  declare readonly host: pulumi.Output<string | undefined>;
  /**
   * A docker context to take the address from; `host` beats it. Another Engine replaces the resources.
   * @default none
   */
  declare readonly context: pulumi.Output<string | undefined>;
  /** The certificate authority's certificate (PEM), for tcp with TLS. @default `certPath`'s */
  declare readonly caMaterial: pulumi.Output<string | undefined>;
  /** The client's certificate (PEM). @default `certPath`'s */
  declare readonly certMaterial: pulumi.Output<string | undefined>;
  /** The client's private key (PEM). Always secret. @default `certPath`'s */
  declare readonly keyMaterial: pulumi.Output<string | undefined>;
  /**
   * A folder with ca.pem, cert.pem and key.pem, for tcp with TLS.
   * @default with DOCKER_TLS_VERIFY set, DOCKER_CERT_PATH or ~/.docker
   */
  declare readonly certPath: pulumi.Output<string | undefined>;

  constructor(name: string, args: ProviderArgs = {}, opts?: pulumi.ResourceOptions) {
    const inputs = {
      host: args.host,
      context: args.context,
      caMaterial: args.caMaterial,
      certMaterial: args.certMaterial,
      keyMaterial: args.keyMaterial === undefined ? undefined : pulumi.secret(args.keyMaterial),
      certPath: args.certPath,
      // The protocol has no lists in a provider's configuration.
      sshOpts: args.sshOpts === undefined ? undefined : pulumi.jsonStringify(args.sshOpts),
    };
    super(Provider.__pulumiType, name, inputs, pulumi.mergeOptions(resourceOptsDefaults(), opts));
  }

  /** Whether the value is a Provider, also one of another copy of this package. */
  static isInstance(value: unknown): value is Provider {
    return isOfType(value, `pulumi:providers:${Provider.__pulumiType}`);
  }
}
