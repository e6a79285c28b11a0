import { existsSync } from "node:fs";
import { join } from "node:path";
import { findProgram } from "../Command";
import { withFileLock } from "../FileLock.cjs";
import { cacheRoot } from "../Paths";
import { say } from "../Step";
import { goBuild } from "./GoBuild";
import { goModules, modulesDigest } from "./modulesDigest";

/** Languages whose SDKs the CLI's own generators write. */
export type SdkLanguage = "go" | "python";

/** The program that writes SDKs from a schema; built from Go modules on first use. */
export async function ensureSdkGenerator(): Promise<string> {
  const folder = join(cacheRoot, "toolchain");
  const generator = join(folder, `sdkgen-${modulesDigest(["sdkgen"])}`, "sdkgen");
  if (existsSync(generator)) return generator;
  if (!findProgram("go")) {
    throw new Error(
      "There is no `go` on PATH, which builds the generator of SDKs. Install Go 1.21 or newer (https://go.dev/doc/install).",
    );
  }
  await withFileLock(
    join(folder, "build.lock"),
    async () => {
      if (existsSync(generator)) return;
      const module = join(goModules, "sdkgen");
      const flags = ["-ldflags", "-s -w"];
      await goBuild({ title: "the generator of SDKs", module, command: ".", output: generator, flags });
    },
    (pid) => say("tool chain", `waiting for process ${pid}, which builds it`),
  );
  return generator;
}
