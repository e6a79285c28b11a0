import { Agent } from "node:http";
import { Duplex } from "node:stream";
import { Client, ClientChannel } from "ssh2";
import { openSsh, SshError } from "./openSsh";
import type { SshTarget } from "./sshTarget";

/** Below the ten sessions that an sshd allows on one connection (`MaxSessions`). */
const MAX_CHANNELS = 8;
/** What the docker command itself runs at the other end of `ssh://`. */
const COMMAND = "docker system dial-stdio";

/** Carries HTTP over channels of one ssh connection, which is made at the first call and again after it broke. */
export class SshAgent extends Agent {
  private connection: Promise<Client> | undefined;

  constructor(private readonly target: SshTarget) {
    super({ keepAlive: true, maxSockets: MAX_CHANNELS });
  }

  override createConnection(_options: unknown, done?: (error: Error | null, socket: Duplex) => void): undefined {
    this.openChannel().then(
      (channel) => done?.(null, channel),
      // Without a socket, as Node's own agents do it.
      (error: Error) => (done as ((error: Error) => void) | undefined)?.(error),
    );
  }

  /** Channels have none of the settings that Node keeps sockets alive by; they may be used again as they are. */
  override keepSocketAlive(): boolean {
    return true;
  }

  override reuseSocket(): void {
    // Nothing was changed for the pause.
  }

  private async openChannel(): Promise<Duplex> {
    const client = await this.connected();
    return new Promise((resolve, reject) => {
      client.exec(COMMAND, (error, channel) => {
        if (error) reject(new SshError(`"${COMMAND}" is refused there: ${error.message}`));
        else resolve(socketOf(channel));
      });
    });
  }

  private connected(): Promise<Client> {
    if (this.connection) return this.connection;
    const forget = () => (this.connection = undefined);
    this.connection = openSsh(this.target, forget);
    this.connection.catch(forget);
    return this.connection;
  }
}

/** A channel that ends with the command's own words when the command fails. */
function socketOf(channel: ClientChannel): Duplex {
  let said = "";
  channel.stderr.on("data", (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(-2000)));
  const ended = new Promise<number | null>((resolve) => {
    channel.once("exit", (code: number | null) => resolve(code));
    channel.once("close", () => resolve(0));
  });
  return Duplex.from({ readable: answers(channel, ended, () => said), writable: channel });
}

async function* answers(channel: ClientChannel, ended: Promise<number | null>, said: () => string) {
  for await (const chunk of channel) yield chunk as Buffer;
  const code = await ended;
  if (code) throw new SshError(`"${COMMAND}" ended there with exit code ${code}: ${said().trim() || "no word"}`);
}
