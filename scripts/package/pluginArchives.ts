import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../sandbox/Command";
import { projectRoot } from "../../sandbox/Paths";
import { type PackedFile, packFiles } from "./archive";

const SYSTEMS = ["darwin", "linux", "windows"] as const;
const ARCHITECTURES = ["amd64", "arm64"] as const;
const SCRIPTS = ["launch.cjs", "launchComponents.cjs"];
const BUNDLES = ["provider.cjs", "components.cjs"];

/**
 * Writes the archives that `pulumi plugin install` takes into `folder`. The plugin is JavaScript, so they differ in their
 * names and in the launcher alone, and need Node on PATH. `work` is scratch space.
 */
export async function writePluginArchives(version: string, folder: string, work: string): Promise<void> {
  await run(process.execPath, [join(projectRoot, "scripts/buildPlugin.mjs"), work]);
  for (const system of SYSTEMS) {
    const first = join(folder, archiveName(version, system, ARCHITECTURES[0]));
    await packFiles(first, [...contents(work), launcher(system)]);
    for (const architecture of ARCHITECTURES.slice(1)) {
      copyFileSync(first, join(folder, archiveName(version, system, architecture)));
    }
  }
}

function archiveName(version: string, system: string, architecture: string): string {
  return `pulumi-resource-dockwire-v${version}-${system}-${architecture}.tar.gz`;
}

function contents(work: string): PackedFile[] {
  const read = (file: string) => readFileSync(file, "utf8");
  return [
    { path: "LICENSE", content: read(join(projectRoot, "LICENSE")) },
    ...SCRIPTS.map((name) => ({ path: name, content: read(join(projectRoot, "provider", name)) })),
    ...BUNDLES.map((name) => ({ path: `dist/${name}`, content: read(join(work, name)) })),
  ];
}

function launcher(system: (typeof SYSTEMS)[number]): PackedFile {
  const name = `pulumi-resource-dockwire${system === "windows" ? ".cmd" : ""}`;
  return { path: name, content: readFileSync(join(projectRoot, "provider", name), "utf8"), isProgram: true };
}
