import { createServer, Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A registry on loopback that has no image and gives the same answer to every question about one. */
export class FakeRegistry {
  private constructor(
    private readonly server: Server,
    /** HOST:PORT, the beginning of its images' names. */
    readonly host: string,
  ) {}

  /** `status` and `code` as in the distribution's list of errors, for instance 404 and `MANIFEST_UNKNOWN`. */
  static async answering(status: number, code: string): Promise<FakeRegistry> {
    const server = createServer((request, response) => {
      const isPing = request.url === "/v2/";
      response.writeHead(isPing ? 200 : status, { "content-type": "application/json" });
      response.end(isPing ? "{}" : JSON.stringify({ errors: [{ code, message: code.toLowerCase() }] }));
    });
    await new Promise<void>((resolve) => server.listen({ host: "127.0.0.1", port: 0 }, resolve));
    return new FakeRegistry(server, `127.0.0.1:${(server.address() as AddressInfo).port}`);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
