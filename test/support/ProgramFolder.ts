import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { parse, stringify } from "yaml";
import { readProjectSettings } from "../../sandbox/projectSettings";
import { projectRoot } from "./projectRoot";

/** What this class has to know of a stack's settings file. */
interface Settings {
  encryptionsalt?: string;
}

/**
 * A folder that links to a program's files, so that neither configuration nor state nor an edit touches the repository.
 *
 * @example
 * const folder = ProgramFolder.create("stack", "mine");
 * folder.configure("dev", { port: 3001 });
 */
export class ProgramFolder {
  private constructor(readonly path: string) {}

  /** `program` is `"stack"` for this repository's own stack, else a folder of `test/programs`. */
  static create(program: string, name: string): ProgramFolder {
    const source = program === "stack" ? projectRoot : resolve(projectRoot, "test", "programs", program);
    // As deep as test/programs/NAME or examples/NAME, so that relative paths still lead to the same places.
    const isExample = relative(projectRoot, source).split(sep)[0] === "examples";
    const path = join(projectRoot, ".dockwire", isExample ? "" : "programs", name);
    mkdirSync(path, { recursive: true });
    for (const file of readdirSync(source)) {
      if (!file.startsWith(".") && !/^Pulumi\..+\.yaml$/.test(file)) symlinkSync(join(source, file), join(path, file));
    }
    return new ProgramFolder(path);
  }

  /** The project's name in Pulumi.yaml. */
  get projectName(): string {
    return readProjectSettings(this.path).name;
  }

  /** Puts other configuration of a stack in place of what there is; a key without a colon is the project's own. */
  configure(stack: string, config: Readonly<Record<string, unknown>>): void {
    const file = join(this.path, `Pulumi.${stack}.yaml`);
    const salt = existsSync(file) ? (parse(readFileSync(file, "utf8")) as Settings | null)?.encryptionsalt : undefined;
    const entries = Object.entries(config).map(([key, value]) => [
      key.includes(":") ? key : `${this.projectName}:${key}`,
      value,
    ]);
    writeFileSync(
      file,
      stringify({ ...(salt && { encryptionsalt: salt }), config: Object.fromEntries(entries) as object }),
    );
  }

  /** Changes one file of the program, here alone. The edit has to change something. */
  edit(file: string, change: (text: string) => string): void {
    const path = join(this.path, file);
    const before = readFileSync(path, "utf8");
    const after = change(before);
    if (after === before) throw new Error(`the edit of ${file} changes nothing`);
    this.detach(file);
    writeFileSync(path, after);
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  /** Puts a copy in the place of a link, and of the links above it. */
  private detach(file: string): void {
    const top = join(this.path, file.split("/")[0] ?? file);
    const copy = `${top}.copy`;
    cpSync(top, copy, { recursive: true, dereference: true });
    rmSync(top, { recursive: true });
    cpSync(copy, top, { recursive: true });
    rmSync(copy, { recursive: true });
  }
}
