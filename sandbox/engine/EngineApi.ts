import { readFileSync } from "node:fs";
import * as http from "node:http";
import * as https from "node:https";
import { join } from "node:path";
import type { Readable } from "node:stream";
import type { EngineAddress } from "./EngineAddress";
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

/** The few calls of the Docker Engine API that the sandbox makes, without loading a client library for them. */
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
      const { secure, ...target } = connection(this.address);
      const settings = { ...target, path, method: options.method ?? "GET", headers, timeout };
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

interface Connection extends https.RequestOptions {
  secure: boolean;
}

function connection({ host, certificates }: EngineAddress): Connection {
  const [scheme, rest] = host.includes("://") ? host.split("://", 2) : ["tcp", host];
  if (scheme === "unix") return { secure: false, socketPath: rest };
  if (scheme === "npipe") return { secure: false, socketPath: rest.replace(/\//g, "\\") };
  if (scheme === "ssh") return { secure: false, createConnection: () => sshConnection(host) };
  if (!["tcp", "http", "https"].includes(scheme)) {
    throw new Error(
      `"${host}" is malformed: an address begins with unix://, npipe://, tcp://, http://, https:// or ssh://`,
    );
  }
  const url = URL.canParse(`http://${rest}`) ? new URL(`http://${rest}`) : undefined;
  if (!url?.hostname) {
    throw new Error(`"${host}" is malformed: one looks like unix:///var/run/docker.sock or tcp://10.0.0.7:2376`);
  }
  const secure = scheme === "https" || certificates !== undefined;
  const hostname = url.hostname.replace(/^\[|\]$/g, "");
  const target = { secure, hostname, port: url.port || (secure ? 2376 : 2375) };
  if (!certificates) return target;
  const [ca, cert, key] = ["ca.pem", "cert.pem", "key.pem"].map((name) => readFileSync(join(certificates, name)));
  return { ...target, ca, cert, key };
}
