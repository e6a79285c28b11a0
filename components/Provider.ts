import * as pulumi from "@pulumi/pulumi";

/** Which Engine a Provider asks. Without any of these it finds the Engine as the docker command does (docs/engines.md). */
export interface ProviderArgs {
  /**
   * The Engine's address: `unix:///path`, `tcp://HOST:PORT`, `ssh://USER@HOST` or, on Windows, `npipe:////./pipe/NAME`.
   * It beats every DOCKER_* variable. Another Engine replaces the resources of this provider; another way to the same
   * place does not. Fails at preview when it is none of these.
   * @default `context`, DOCKER_HOST, DOCKER_CONTEXT, the docker command's current context, the default socket
   */
  readonly host?: pulumi.Input<string>;
  /** A docker context to take the address from; `host` beats it. Another Engine replaces the resources. @default none */
  readonly context?: pulumi.Input<string>;
  /** The certificate authority's certificate (PEM), for tcp with TLS. @default `certPath`'s */
  readonly caMaterial?: pulumi.Input<string>;
  /** The client's certificate (PEM). @default `certPath`'s */
  readonly certMaterial?: pulumi.Input<string>;
  /** The client's private key (PEM). Always secret. @default `certPath`'s */
  readonly keyMaterial?: pulumi.Input<string>;
  /** A folder with ca.pem, cert.pem and key.pem. @default with DOCKER_TLS_VERIFY set, DOCKER_CERT_PATH or ~/.docker */
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
  /** The package's name, which is a provider's type. */
  static readonly type = "dockwire";

  declare readonly host: pulumi.Output<string | undefined>;
  declare readonly context: pulumi.Output<string | undefined>;

  constructor(name: string, args: ProviderArgs = {}, opts?: pulumi.ResourceOptions) {
    const { keyMaterial, sshOpts, ...rest } = args;
    const properties = {
      host: undefined,
      context: undefined,
      ...rest,
      ...(keyMaterial === undefined ? {} : { keyMaterial: pulumi.secret(keyMaterial) }),
      // The protocol has no lists in a provider's configuration.
      ...(sshOpts === undefined ? {} : { sshOpts: pulumi.jsonStringify(sshOpts) }),
    };
    super(Provider.type, name, properties, opts);
  }

  /** Whether the value is a Provider, also one of another copy of this package. */
  static isInstance(value: unknown): value is Provider {
    const type = (value as { __pulumiType?: unknown } | null | undefined)?.__pulumiType;
    return type === `pulumi:providers:${Provider.type}`;
  }
}
