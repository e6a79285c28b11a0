import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageSchema } from "../../provider/packageSchema";
import { run } from "../../sandbox/Command";
import { ensureSdkGenerator, type SdkLanguage } from "../../sandbox/toolchain/SdkGenerator";
import { filesBelow, packFiles } from "./archive";

/** Writes the SDK of a language into `folder`. */
export async function generateSdk(language: SdkLanguage, folder: string): Promise<void> {
  const generator = await ensureSdkGenerator();
  mkdirSync(folder, { recursive: true });
  const schema = join(folder, "schema.json");
  writeFileSync(schema, JSON.stringify(packageSchema));
  await run(generator, [language, schema, folder]);
}

/** Writes the SDKs for Python, as pip installs it, and for Go into `folder`; `work` is scratch space. */
export async function writeSdkArchives(version: string, folder: string, work: string): Promise<void> {
  for (const [language, name] of [
    ["python", `pulumi_dockwire-${version}`],
    ["go", `pulumi-dockwire-go-${version}`],
  ] as const) {
    const sdk = join(work, language);
    await generateSdk(language, sdk);
    await packFiles(join(folder, `${name}.tar.gz`), filesBelow(sdk, name));
  }
}
