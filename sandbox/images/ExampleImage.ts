import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { run } from "../Command";
import { projectRoot } from "../Paths";
import { step } from "../Step";
import { debianLayer, packageVersion } from "./DebianLayer";
import type { ImagePlan } from "./ImageArchive";
import { ensureLayer, type Layer } from "./Layer";
import { packTree } from "./packTree";

/** The sources of the web app. */
export const exampleFolder = join(projectRoot, "examples/redis-node-docker-example");
const PARTS = ["package.json", "package-lock.json", "server.js", "src"];

/** The tutorial's web app out of examples/, on the distribution's Node; the same as its Dockerfile makes elsewhere. */
export async function exampleImage(): Promise<ImagePlan[]> {
  const [node, app] = await Promise.all([
    debianLayer("nodejs", { packages: ["nodejs"], user: { name: "node", id: 1000 }, finish: [] }),
    appLayer(),
  ]);
  const config = {
    Env: [
      "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
      `NODE_VERSION=${await packageVersion(node, "nodejs")}`,
      "NODE_ENV=production",
    ],
    Cmd: ["node", "server.js"],
    ExposedPorts: { "3000/tcp": {} },
    User: "node",
    WorkingDir: "/app",
    Labels: { "dockwire.source": exampleSource() },
  };
  return [{ tags: ["katacoda/redis-node-docker-example:latest"], layers: [node, app], config }];
}

function appLayer(): Promise<Layer> {
  return ensureLayer("app", sources(), (file, work) =>
    step("images", "building katacoda/redis-node-docker-example from examples/", async (report) => {
      const app = join(work, "app");
      mkdirSync(app);
      PARTS.forEach((part) => cpSync(join(exampleFolder, part), join(app, part), { recursive: true }));
      const npm = ["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"];
      await run("npm", npm, { cwd: app, onLine: report });
      await packTree(work, file);
    }),
  );
}

/** What the app is made of, as a digest that changes with it; the image bears it as the label `dockwire.source`. */
export function exampleSource(): string {
  return createHash("sha256").update(sources().join("\0")).digest("hex");
}

function sources(): string[] {
  return filesOf(exampleFolder).map((file) => `${file.slice(exampleFolder.length)}\0${readFileSync(file, "utf8")}`);
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => PARTS.some((part) => file.startsWith(join(folder, part))) && basename(file) !== ".DS_Store")
    .sort();
}
