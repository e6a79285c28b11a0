import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../sandbox/Paths";
import { type Command, parseOptions } from "../Command";
import { buildPackages } from "../package/buildPackages";

export const packages: Command = {
  usage: "npm run package",
  summary: "Builds all that a release consists of into release/: npm package, plugin archives, SDKs, checksums.",

  async run(args) {
    parseOptions("npm run package", args, {});
    const folder = join(projectRoot, "release");
    await buildPackages(folder);
    for (const name of readdirSync(folder).sort()) {
      console.log(`${String(statSync(join(folder, name)).size).padStart(9)}  release/${name}`);
    }
    return 0;
  },
};
