import { generateKeyPairSync } from "node:crypto";
import { connect } from "node:net";
import { Server } from "ssh2";
import { engineAddress } from "../../engine/engineAddress";

/** An ssh server on loopback that gives whoever asks for `docker system dial-stdio` the Engine's socket. */
export class EngineOverSsh {
  /** Users that came in, in order. */
  readonly users: string[] = [];
  private readonly server: Server;
  private port = 0;

  private constructor() {
    const { privateKey } = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      privateKeyEncoding: { type: "pkcs1", format: "pem" },
      publicKeyEncoding: { type: "pkcs1", format: "pem" },
    });
    this.server = new Server({ hostKeys: [privateKey] }, (client) => {
      client.on("error", () => client.end());
      client.on("authentication", (attempt) => {
        this.users.push(attempt.username);
        attempt.accept();
      });
      client.on("session", (acceptSession) => {
        acceptSession().on("exec", (acceptExec, refuse, { command }) => {
          if (!/^docker system dial-stdio/.test(command)) {
            refuse();
            return;
          }
          const stream = acceptExec();
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

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}
