import { chmodSync, copyFileSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { distribution, downloadPackage } from "../engine/Packages";
import { run } from "../Command";
import { step } from "../Step";
import type { ImagePlan } from "./ImageArchive";
import { ensureLayer } from "./Layer";
import { packTree } from "./packTree";

const FOLDERS = ["bin", "dev", "etc", "proc", "root", "sys", "tmp", "var"];

const FILES: Record<string, string> = {
  "etc/passwd": "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n",
  "etc/group": "root:x:0:\nnogroup:x:65534:\n",
  "etc/nsswitch.conf": "hosts: files dns\n",
  "etc/os-release": 'ID=dockwire-busybox\nNAME="BusyBox, in place of Alpine in dockwire\'s sandbox"\n',
};

/** A stand-in for the alpine image: the distribution's static BusyBox with a link for each of its commands. */
export async function alpineImage(): Promise<ImagePlan[]> {
  const { id, codename } = distribution();
  const layer = await ensureLayer("alpine", [id, codename, process.arch, JSON.stringify(FILES)], (file, work) =>
    step("images", "building alpine from the distribution's busybox-static", () => build(file, work)),
  );
  const Env = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"];
  return [{ tags: ["alpine:latest"], layers: [layer], config: { Env, Cmd: ["/bin/sh"] } }];
}

async function build(file: string, work: string): Promise<void> {
  const root = join(work, "root");
  await downloadPackage("images", "busybox-static", work);
  await run("sh", ["-c", "dpkg-deb -x busybox-static_*.deb package"], { cwd: work });
  FOLDERS.forEach((name) => mkdirSync(join(root, name), { recursive: true }));
  chmodSync(join(root, "tmp"), 0o1777);
  const places = ["bin", "usr/bin"].map((name) => join(work, "package", name, "busybox"));
  copyFileSync(places.find((path) => existsSync(path)) ?? places[0], join(root, "bin/busybox"));
  const commands = await run(join(root, "bin/busybox"), ["--list-full"]);
  for (const path of commands.trim().split("\n")) {
    if (path === "bin/busybox") continue;
    mkdirSync(dirname(join(root, path)), { recursive: true });
    symlinkSync("/bin/busybox", join(root, path));
  }
  Object.entries(FILES).forEach(([path, text]) => writeFileSync(join(root, path), text));
  await packTree(root, file);
}
