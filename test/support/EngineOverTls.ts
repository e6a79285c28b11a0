import { connect, Socket } from "node:net";
import { createServer, Server, TLSSocket } from "node:tls";
import { engineAddress } from "../../engine/engineAddress";
import { MadeCertificate, makeCertificate } from "../../provider/secrets/makeCertificate";

/** The Engine behind TLS on loopback; it asks for a certificate and lets in whoever shows the client's. */
export class EngineOverTls {
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly certificate: MadeCertificate,
    /** What a client has to show. */
    readonly client: MadeCertificate,
  ) {}

  static async start(): Promise<EngineOverTls> {
    const [certificate, client] = await Promise.all([
      makeCertificate(["127.0.0.1"], 1),
      makeCertificate(["client"], 1),
    ]);
    const server = createServer({
      cert: certificate.certPem,
      key: certificate.keyPem,
      requestCert: true,
      rejectUnauthorized: false,
    });
    const engine = new EngineOverTls(server, certificate, client);
    server.on("secureConnection", (socket: TLSSocket) => {
      if (!engine.isClient(socket)) return socket.destroy();
      const onward = connect(engineAddress({}).options.socketPath as string);
      for (const one of [socket, onward]) engine.sockets.add(one);
      socket.on("error", () => onward.destroy());
      onward.on("error", () => socket.destroy());
      socket.pipe(onward).pipe(socket);
      return undefined;
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return engine;
  }

  get host(): string {
    return `tcp://127.0.0.1:${(this.server.address() as { port: number }).port}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private isClient(socket: TLSSocket): boolean {
    const shown = socket.getPeerCertificate().raw as Buffer | undefined;
    const wanted = this.client.certPem.replace(/-----[A-Z ]+-----|\s/g, "");
    return shown?.toString("base64") === wanted;
  }
}
