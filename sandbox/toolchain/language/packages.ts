import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DependencyInfo } from "@pulumi/pulumi/proto/language_pb";
import { PackageDependency } from "@pulumi/pulumi/proto/plugin_pb";

interface PackageFile {
  name?: string;
  version?: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  /** What Pulumi's SDK packages say of the plugin they belong to. */
  pulumi?: { resource?: boolean; name?: string; version?: string; server?: string };
}

/** The provider plugins that the SDK packages under a program's node_modules stand for. */
export function requiredPackages(folder: string): PackageDependency[] {
  const found = new Map<string, PackageDependency>();
  for (const file of packageFiles(folder)) {
    const text = read(file);
    if (!text?.includes('"pulumi"')) continue; // parsing all of them would cost more than everything else here
    const { name = "", version = "", pulumi } = JSON.parse(text) as PackageFile;
    if (!pulumi?.resource) continue;
    const dependency = new PackageDependency()
      .setKind("resource")
      .setName(pulumi.name || name.replace(/^@pulumi\//, ""))
      .setVersion(`v${(pulumi.version || version).replace(/^v/, "")}`)
      .setServer(pulumi.server ?? "");
    found.set(`${dependency.getName()} ${dependency.getVersion()}`, dependency);
  }
  return [...found.values()];
}

/** The npm packages a program asks for, and with `transitive` all those that are installed for it. */
export function programDependencies(folder: string, transitive: boolean): DependencyInfo[] {
  const dependency = (name: string, version: string) => new DependencyInfo().setName(name).setVersion(version);
  if (transitive) {
    const lock = read(join(folder, "node_modules/.package-lock.json")) ?? '{"packages":{}}';
    const { packages } = JSON.parse(lock) as { packages: Record<string, PackageFile> };
    return Object.entries(packages).map(([path, { version }]) =>
      dependency(path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length), version ?? ""),
    );
  }
  const own = JSON.parse(read(join(folder, "package.json")) ?? "{}") as PackageFile;
  return Object.entries({ ...own.devDependencies, ...own.dependencies }).map(([name, range]) => {
    const installed = JSON.parse(read(join(folder, "node_modules", name, "package.json")) ?? "{}") as PackageFile;
    return dependency(name, installed.version ?? range);
  });
}

function* packageFiles(folder: string): Generator<string> {
  yield join(folder, "package.json");
  for (const name of list(join(folder, "node_modules"))) {
    if (name.startsWith(".")) continue;
    const path = join(folder, "node_modules", name);
    if (name.startsWith("@")) for (const scoped of list(path)) yield* packageFiles(join(path, scoped));
    else yield* packageFiles(path);
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
