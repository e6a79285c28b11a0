import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../sandbox/Command";
import { withFileLock } from "../../sandbox/FileLock.cjs";
import { localRoot, projectRoot } from "../../sandbox/Paths";
import { writePluginArchives } from "./pluginArchives";
import { writeSdkArchives } from "./sdks";

const CHECKSUMS = "SHA256SUMS";

/** Writes all that a release consists of into `folder`: the npm package, the plugin, the SDKs, and their checksums. */
export async function buildPackages(folder: string): Promise<void> {
  const { version } = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8")) as { version: string };
  const work = mkdtempSync(join(tmpdir(), "dockwire-package-"));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  try {
    await packNpm(folder);
    await writePluginArchives(version, folder, join(work, "plugin"));
    await writeSdkArchives(version, folder, work);
    writeChecksums(folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Builds and packs the npm package, one at a time: each builds in the same place. */
export async function packNpm(folder: string): Promise<void> {
  await withFileLock(join(localRoot, "npm-pack.lock"), async () => {
    await run("npm", ["pack", "--silent", "--pack-destination", folder], { cwd: projectRoot });
  });
}

/** As `sha256sum --check` reads them. */
function writeChecksums(folder: string): void {
  const lines = readdirSync(folder)
    .sort()
    .map((name) =>
      [
        createHash("sha256")
          .update(readFileSync(join(folder, name)))
          .digest("hex"),
        name,
      ].join("  "),
    );
  writeFileSync(join(folder, CHECKSUMS), `${lines.join("\n")}\n`);
}
