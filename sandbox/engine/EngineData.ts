import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A container in the private Engine's folder. */
export interface KeptContainer {
  id: string;
  name: string;
}

/** What the private Engine's data folder holds, whether the Engine runs or not. */
export class EngineData {
  constructor(private readonly folder: string) {}

  /** The bridges of its networks, those of networks that are gone among them. */
  bridges(): string[] {
    const file = join(this.folder, "network/files/local-kv.db");
    if (!existsSync(file)) return [];
    // A database that only the Engine's own library reads, with JSON in it.
    const names = readFileSync(file, "latin1").matchAll(/"BridgeName":"([\w.-]+)"/g);
    return [...new Set([...names].map((match) => match[1]))];
  }

  containers(): KeptContainer[] {
    return foldersIn(join(this.folder, "containers")).flatMap((id) => {
      const file = join(this.folder, "containers", id, "config.v2.json");
      if (!existsSync(file)) return []; // half removed
      const { Name } = JSON.parse(readFileSync(file, "utf8")) as { Name: string };
      return [{ id, name: Name.replace(/^\//, "") }];
    });
  }

  /** The volumes that somebody gave a name; those without one belong to a container. */
  volumes(): string[] {
    return foldersIn(join(this.folder, "volumes")).filter((name) => !/^[0-9a-f]{64}$/.test(name));
  }
}

function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
}
