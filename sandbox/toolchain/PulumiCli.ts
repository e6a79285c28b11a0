import { run } from "../Command";
import { goBuild } from "./GoBuild";

const PACKAGE = "github.com/pulumi/pulumi/pkg/v3";

/** Builds the Pulumi CLI out of the Go module in `module`. */
export async function buildPulumiCli(module: string, output: string): Promise<void> {
  await goBuild({
    title: "the Pulumi CLI",
    module,
    command: `${PACKAGE}/cmd/pulumi`,
    output,
    // Without its version the CLI takes itself for a development build, and the Automation API refuses it.
    flags: ["-ldflags", `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=${await version(module)}`],
  });
}

/** Builds the official language host for YAML out of the Go module in `module`. */
export async function buildYamlHost(module: string, output: string): Promise<void> {
  const command = "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml";
  await goBuild({ title: "the YAML language host", module, command, output, flags: ["-ldflags", "-s -w"] });
}

async function version(module: string): Promise<string> {
  return (await run("go", ["list", "-m", "-f", "{{.Version}}", PACKAGE], { cwd: module })).trim();
}
