import { chmodSync, cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../Command";
import { goBuild } from "./GoBuild";

const UPSTREAM = "github.com/kreuzwerker/terraform-provider-docker@v0.0.0-20260916201441-96d331c98ff4";
/** The replaced module is not in go.sum, so its checksum is held here. */
const UPSTREAM_SUM = "h1:T3HvvZCRd4h2qkMl+SXA2zza26Rdz8xqV81skikQWy4=";

const SHIM = `// Package shim makes the provider's constructor reachable from outside its module.
package shim

import (
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	"github.com/terraform-providers/terraform-provider-docker/internal/provider"
)

// NewProvider returns the Docker provider as it reports itself at version.
func NewProvider(version string) *schema.Provider { return provider.New(version)() }
`;

/** Builds the Docker provider plugin out of the Go module in `module`, with scratch space in `work`. */
export async function buildDockerProvider(module: string, output: string, work: string): Promise<void> {
  await copyWithShim(module, work);
  await goBuild({
    title: "the Docker provider",
    module: work,
    command: ".",
    output,
    flags: ["-tags", "no_compose", "-ldflags", "-s -w"],
  });
}

/** The upstream keeps its constructor in an internal package, so its source is copied and a package added to it. */
async function copyWithShim(module: string, work: string): Promise<void> {
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  for (const name of readdirSync(module)) cpSync(join(module, name), join(work, name));
  const copy = join(work, "upstream");
  cpSync(await fetchUpstream(work), copy, { recursive: true });
  makeWritable(copy); // files of Go's module cache are read-only
  mkdirSync(join(copy, "shim"));
  writeFileSync(join(copy, "shim/shim.go"), SHIM);
}

/** The folder with the upstream provider's source, in Go's module cache; `module` is any Go module's folder. */
export async function fetchUpstream(module: string): Promise<string> {
  const answer = await run("go", ["mod", "download", "-json", UPSTREAM], { cwd: module });
  const { Dir, Sum } = JSON.parse(answer) as { Dir: string; Sum: string };
  if (Sum !== UPSTREAM_SUM) {
    throw new Error(
      `The Go module ${UPSTREAM} has the checksum ${Sum}, not ${UPSTREAM_SUM}: what was fetched is not what was reviewed.`,
    );
  }
  return Dir;
}

function makeWritable(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) makeWritable(path);
    else chmodSync(path, 0o644);
  }
}
