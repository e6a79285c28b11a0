import { join } from "node:path";
import { distribution, installPrograms } from "../engine/Packages";
import { run } from "../Command";
import { projectRoot } from "../Paths";
import { step } from "../Step";
import { ensureLayer, type Layer } from "./Layer";

export interface DebianContent {
  /** Packages beyond the smallest system. */
  packages: string[];
  /** A system user that exists before the packages are installed. */
  user: { name: string; id: number };
  /** Shell commands run at the end, with the new system's folder as $1 and this one as $HERE. */
  finish: string[];
  /** Anything else that the layer depends on, for its cache key. */
  inputs?: string[];
}

/** A layer with a small Debian (or Ubuntu, where that is what runs) and packages of it, made by mmdebstrap. */
export function debianLayer(name: string, content: DebianContent): Promise<Layer> {
  const { id, codename } = distribution();
  const args = mmdebstrapArguments(content, id);
  const inputs = [id, codename, process.arch, ...args, ...(content.inputs ?? [])];
  return ensureLayer(name, inputs, async (file, work) => {
    await installPrograms("images", ["mmdebstrap"], ["mmdebstrap"]);
    await step("images", `building ${name} from the distribution's packages`, async (report) => {
      // What it mounts is mounted in a namespace of its own, so that nothing is left of it however it ends.
      const command = ["--mount", "--propagation=private", "mmdebstrap", ...args, "--format=tar", codename, file];
      await run("unshare", command, {
        env: { ...process.env, HERE: join(projectRoot, "sandbox/images"), TMPDIR: work },
        onLine: (line) => report(readable(line)),
      });
    });
  });
}

/** "I: running --customize-hook in shell: ..." without what only mmdebstrap's authors want to know. */
function readable(line: string): string {
  return line.replace(/^I: /, "").replace(/ in shell:.*/, "");
}

/** Version of a package inside a layer, without Debian's revision: "7.0.15". */
export async function packageVersion(layer: Layer, name: string): Promise<string> {
  const status = await run("tar", ["-xOf", layer.file, "./var/lib/dpkg/status"]);
  const entry = status.split("\n\n").find((paragraph) => paragraph.startsWith(`Package: ${name}\n`));
  const version = /^Version: (?:\d+:)?([^-+~\n]+)/m.exec(entry ?? "")?.[1];
  if (!version)
    throw new Error(`The package ${name} is not in ${layer.file}. Remove that file, and it is built again.`);
  return version;
}

function mmdebstrapArguments({ packages, user, finish }: DebianContent, distributionId: string): string[] {
  const { name, id } = user;
  // By hand, as the programs for it are not installed yet at that point; the packages then find the user there.
  const addUser = [
    `echo ${name}:x:${id}: >> "$1/etc/group"`,
    `echo ${name}:x:${id}:${id}::/nonexistent:/usr/sbin/nologin >> "$1/etc/passwd"`,
  ].join(" && ");
  const components = distributionId === "ubuntu" ? "main,universe" : "main";
  return [
    "--mode=root",
    "--variant=minbase",
    `--components=${components}`,
    `--include=${packages.join(",")}`,
    ...["doc", "man", "locale", "info"].map((folder) => `--dpkgopt=path-exclude=/usr/share/${folder}/*`),
    "--dpkgopt=force-unsafe-io", // a half-written image is thrown away anyway
    `--essential-hook=${addUser}`,
    ...finish.map((command) => `--customize-hook=${command}`),
    '--customize-hook=rm -f "$1/etc/resolv.conf" "$1/etc/hostname"', // this machine's, copied in for the installation
  ];
}
