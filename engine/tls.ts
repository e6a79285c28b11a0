import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** What TLS needs, as PEM. */
export interface Tls {
  ca?: string;
  cert?: string;
  key?: string;
}

/** Where it is taken from. */
export interface TlsConfig {
  caMaterial?: string;
  certMaterial?: string;
  keyMaterial?: string;
  certPath?: string;
}

/** The certificates for an address by tcp; undefined when it is to be plain. */
export function tlsOf(config: TlsConfig, env: NodeJS.ProcessEnv): Tls | undefined {
  const { caMaterial, certMaterial, keyMaterial, certPath } = config;
  if (caMaterial || certMaterial) return { ca: caMaterial, cert: certMaterial, key: keyMaterial };
  if (certPath) return existing(certPath, '"certPath"');
  if (!env.DOCKER_TLS_VERIFY) return undefined;
  if (env.DOCKER_CERT_PATH) return existing(env.DOCKER_CERT_PATH, "DOCKER_CERT_PATH");
  return existing(env.DOCKER_CONFIG || join(homedir(), ".docker"), "DOCKER_TLS_VERIFY");
}

/** What is there of ca.pem, cert.pem and key.pem. */
export function readTls(folder: string): Tls {
  const read = (name: string) => {
    const file = join(folder, name);
    return existsSync(file) ? readFileSync(file, "utf8") : undefined;
  };
  return { ca: read("ca.pem"), cert: read("cert.pem"), key: read("key.pem") };
}

function existing(folder: string, origin: string): Tls {
  const tls = readTls(folder);
  if (tls.ca || tls.cert) return tls;
  throw new Error(
    `The folder ${folder} (from ${origin}) has no ca.pem and cert.pem to reach the Engine with; ` +
      `put them there, or name another folder`,
  );
}
