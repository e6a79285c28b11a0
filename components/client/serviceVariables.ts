import { variablePrefix } from "./linkVariables";

/** Where a client finds passwords and certificates: files, which nobody reads with `docker inspect`. */
export const SECRETS_FOLDER = "/run/secrets";

/** A server as a client's environment describes it. */
export interface ServiceFacts {
  readonly host: string;
  readonly port: number;
  readonly username: string | undefined;
  readonly hasPassword: boolean;
  /** Holds the password if there is one. */
  readonly url: string;
  readonly hasCa: boolean;
  /** `HOST:PORT` of each; undefined without any. */
  readonly sentinels?: readonly string[] | undefined;
  /** What they call the primary. */
  readonly primaryName?: string | undefined;
}

/** The files of a server that a client uses, below the folder. */
export function serviceFiles(name: string): { password: string; url: string; ca: string } {
  const stem = servicePrefix(name).toLowerCase();
  return { password: `${stem}_password`, url: `${stem}_url`, ca: `${stem}_ca.pem` };
}

/** DB_HOST, DB_PORT and so on; what is secret is named by its file: DB_PASSWORD_FILE, DB_URL_FILE. */
export function serviceVariables(name: string, facts: ServiceFacts): Record<string, string> {
  const prefix = servicePrefix(name);
  const files = serviceFiles(name);
  const variables: Record<string, string> = { [`${prefix}_HOST`]: facts.host, [`${prefix}_PORT`]: String(facts.port) };
  if (facts.username !== undefined) variables[`${prefix}_USERNAME`] = facts.username;
  if (facts.hasPassword) {
    variables[`${prefix}_PASSWORD_FILE`] = `${SECRETS_FOLDER}/${files.password}`;
    variables[`${prefix}_URL_FILE`] = `${SECRETS_FOLDER}/${files.url}`;
  } else {
    variables[`${prefix}_URL`] = facts.url;
  }
  if (facts.hasCa) variables[`${prefix}_CA_FILE`] = `${SECRETS_FOLDER}/${files.ca}`;
  if (facts.sentinels) {
    variables[`${prefix}_SENTINELS`] = facts.sentinels.join(",");
    variables[`${prefix}_PRIMARY_NAME`] = facts.primaryName ?? "";
  }
  return variables;
}

/** Unlike a link's, without dots: shells cannot read a variable with one. */
function servicePrefix(name: string): string {
  return variablePrefix(name).replace(/\./g, "_");
}
