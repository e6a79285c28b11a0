import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { PackageConsumer } from "./PackageConsumer";
import { projectRoot } from "./projectRoot";

/** A folder that the command `dockwire` writes a program into, outside of the repository, and the stack of it. */
export class WrittenProgram {
  private readonly consumer = new PackageConsumer();

  /** Where the program lies. */
  get folder(): string {
    return this.consumer.folder;
  }

  /** The environment in which commands find its stack. */
  get environment(): NodeJS.ProcessEnv {
    return this.consumer.settings;
  }

  /** Makes `import ... from "dockwire"` find the sources, as an installed package would be found. */
  async linkPackages(): Promise<void> {
    const modules = join(this.folder, "node_modules");
    const own = join(modules, "dockwire");
    mkdirSync(own, { recursive: true });
    symlinkSync(join(projectRoot, "node_modules/@pulumi"), join(modules, "@pulumi"));
    const source = join(projectRoot, "components/index.ts");
    const external = ["@pulumi/*"];
    const outfile = join(own, "index.js");
    await build({ entryPoints: [source], outfile, bundle: true, external, platform: "node", logLevel: "error" });
    writeFileSync(join(own, "package.json"), JSON.stringify({ name: "dockwire", main: "index.js" }));
    writeFileSync(join(own, "index.d.ts"), `export * from ${JSON.stringify(source.replace(/\.ts$/, ""))};\n`);
    const compilerOptions = { strict: true, target: "es2022", module: "commonjs", skipLibCheck: true };
    this.consumer.write("tsconfig.json", { compilerOptions });
  }

  /** Any command of the CLI on the stack; one that fails throws with what it printed. */
  pulumi(...words: string[]): Promise<string> {
    return this.consumer.pulumi(...words);
  }

  /** Takes over what the program describes, as the command says. */
  async import(): Promise<void> {
    await this.pulumi("stack", "init", "dev");
    await this.pulumi("import", "--file", "import.json", "--protect=false", "--generate-code=false", "--yes");
  }

  /** A preview that fails when anything would change. */
  async previewNothing(): Promise<void> {
    await this.pulumi("preview", "--diff", "--expect-no-changes");
  }

  remove(): void {
    this.consumer.remove();
  }
}
