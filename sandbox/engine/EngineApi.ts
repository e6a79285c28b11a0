import * as http from "node:http";
import * as https from "node:https";
import type { Readable } from "node:stream";
import type { EngineAddress } from "../../engine/engineAddress";
import { sshConnection } from "./sshConnection";

export interface EngineAnswer {
  status: number;
  body: string;
}

export interface EngineRequest {
  /** Default: GET. */
  method?: string;
  /** Sent as the request's body: a stream as a tar archive, anything else as JSON. */
  body?: Readable | object;
  headers?: Record<string, string>;
  /** Milliseconds without a byte after which the request fails; default: 20000. */
  timeout?: number;
  /** Called with each line of the answer as it arrives. */
  onLine?: (line: string) => void;
}

export interface EngineVersion {
  Version: string;
  ApiVersion: string;
  Arch: string;
}

/**
 * The few calls of the Docker Engine API that the sandbox makes. dockerode would take a third of a second of every
 * `npm start` to load, for calls that need nothing of it.
 */
export class EngineApi {
  constructor(readonly address: EngineAddress) {}

  async version(timeout = 5_000): Promise<EngineVersion> {
    const answer = await this.request("/version", { timeout });
    if (answer.status !== 200) throw new Error(`it answered HTTP ${answer.status}: ${answer.body.trim()}`);
    try {
      return JSON.parse(answer.body) as EngineVersion;
    } catch {
      throw new Error(`it answered, but not as a Docker Engine does: ${answer.body.slice(0, 100)}`);
    }
  }

  request(path: string, options: EngineRequest = {}): Promise<EngineAnswer> {
    const { body, onLine, timeout = 20_000 } = options;
    const stream = body && "pipe" in body ? body : undefined;
    const type = body && { "Content-Type": stream ? "application/x-tar" : "application/json" };
    const headers = { ...type, ...options.headers };
    return new Promise((resolve, reject) => {
      const secure = this.address.options.protocol === "https";
      const settings = { ...connection(this.address), path, method: options.method ?? "GET", headers, timeout };
      const request = (secure ? https : http).request(settings, (response) => {
        let text = "";
        let line = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => {
          text += chunk;
          const lines = (line + chunk).split("\n");
          line = lines.pop() ?? "";
          if (onLine) lines.filter((one) => one.trim()).forEach(onLine);
        });
        response.once("end", () => resolve({ status: response.statusCode ?? 0, body: text }));
        response.once("error", reject);
      });
      request.once("timeout", () => request.destroy(new Error(`no answer within ${timeout / 1000} s`)));
      request.once("error", reject);
      if (stream) stream.once("error", reject).pipe(request);
      else request.end(body && JSON.stringify(body));
    });
  }
}

function connection({ options, ssh, host }: EngineAddress): https.RequestOptions {
  if (ssh) return { createConnection: () => sshConnection(host) };
  const { socketPath, host: hostname, port, ca, cert, key } = options;
  return socketPath === undefined
    ? { hostname: hostname?.replace(/^\[|\]$/g, ""), port, ca, cert, key }
    : { socketPath };
}
