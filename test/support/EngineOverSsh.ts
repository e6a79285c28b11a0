import { createHmac, generateKeyPairSync, randomBytes } from "node:crypto";
import { connect } from "node:net";
import { ParsedKey, Server, utils } from "ssh2";
import { engineAddress } from "../../engine/engineAddress";

/** An ssh server on loopback that gives whoever asks for `docker system dial-stdio` the Engine's socket. */
export class EngineOverSsh {
  /** Users that came in, in order. */
  readonly users: string[] = [];
  /** How many connections were made. */
  connections = 0;
  /** What becomes of the command: done, refused by the server, or ended with these words and exit code 1. */
  command: "done" | "refused" | { says: string } = "done";
  private readonly server: Server;
  private readonly hostKey: ParsedKey;
  private port = 0;

  private constructor() {
    const { privateKey } = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      privateKeyEncoding: { type: "pkcs1", format: "pem" },
      publicKeyEncoding: { type: "pkcs1", format: "pem" },
    });
    const key = utils.parseKey(privateKey);
    if (key instanceof Error) throw key;
    this.hostKey = key;
    this.server = new Server({ hostKeys: [privateKey] }, (client) => {
      this.connections++;
      client.on("error", () => client.end());
      client.on("authentication", (attempt) => {
        this.users.push(attempt.username);
        attempt.accept();
      });
      client.on("session", (acceptSession) => {
        acceptSession().on("exec", (acceptExec, refuse, { command }) => {
          if (!/^docker system dial-stdio/.test(command) || this.command === "refused") {
            refuse();
            return;
          }
          const stream = acceptExec();
          if (this.command !== "done") {
            stream.stderr.write(this.command.says);
            stream.exit(1);
            stream.end();
            return;
          }
          const engine = connect(engineAddress({}).options.socketPath as string);
          stream.pipe(engine).pipe(stream);
          engine.once("error", () => stream.close());
          stream.once("close", () => engine.destroy());
        });
      });
    });
  }

  static async start(): Promise<EngineOverSsh> {
    const ssh = new EngineOverSsh();
    await new Promise<void>((resolve) => ssh.server.listen(0, "127.0.0.1", resolve));
    ssh.port = (ssh.server.address() as { port: number }).port;
    return ssh;
  }

  host(user: string): string {
    return `ssh://${user}@127.0.0.1:${this.port}`;
  }

  /** Its key as a known_hosts file has it; hashed, or of another machine, if told so. */
  knownHosts(form: "plain" | "hashed" | "other" = "plain"): string {
    const name = `[127.0.0.1]:${this.port}`;
    const key = this.hostKey.getPublicSSH().toString("base64");
    if (form === "other") return `${name} ssh-rsa ${key.slice(0, -8)}AAAAAAA=\n`;
    const salt = randomBytes(20);
    const hash = createHmac("sha1", salt).update(name).digest("base64");
    return `${form === "plain" ? name : `|1|${salt.toString("base64")}|${hash}`} ssh-rsa ${key}\n`;
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}
