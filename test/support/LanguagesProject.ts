import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type ReadyProgram, readyGo, readyPython } from "./languagePrograms";
import { projectRoot } from "./projectRoot";
import { PulumiProject, PulumiProjectOptions } from "./PulumiProject";

export const LANGUAGES = ["TypeScript", "YAML", "Python", "Go"] as const;
export type Language = (typeof LANGUAGES)[number];

/** What a run did: the number of resources by what became of them, without those that stayed as they are. */
export interface LanguageRun {
  readonly changes: Readonly<Record<string, number>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

const PATIENCE_MS = 280_000;
const runFile = promisify(execFile);

/**
 * One stack with one state, and a program for it in each language. TypeScript and YAML run by the CLI, Python and Go as
 * inline programs of the Automation API, which needs no language host.
 */
export class LanguagesProject {
  private readonly ready = new Map<Language, ReadyProgram>();
  private readonly work = mkdtempSync(join(tmpdir(), "dockwire-languages-"));

  private constructor(readonly project: PulumiProject) {}

  static async create(options: Omit<PulumiProjectOptions, "program">): Promise<LanguagesProject> {
    return new LanguagesProject(await PulumiProject.create({ ...options, program: "languages" }));
  }

  /** What a language needs before its first run: minutes where nothing is cached yet. */
  async prepare(language: "Python" | "Go"): Promise<void> {
    this.ready.set(language, await (language === "Go" ? readyGo(this.work) : readyPython(this.work)));
  }

  async run(language: Language, command: "up" | "preview" | "destroy"): Promise<LanguageRun> {
    this.write(projectFile(language));
    const program = this.ready.get(language);
    if (program) return this.inline(program, command);
    const { changes } = await this.project[command]();
    return { changes: changed(changes), outputs: command === "up" ? await this.project.outputs() : {} };
  }

  async dispose(): Promise<void> {
    this.write(projectFile("TypeScript"));
    rmSync(this.work, { recursive: true, force: true });
    await this.project.dispose();
  }

  private async inline({ command: [program, ...words], env }: ReadyProgram, command: string): Promise<LanguageRun> {
    const { folder, stack } = this.project;
    const all = { ...this.project.sandboxEnvironment().env, ...env };
    const options = { env: all, timeout: PATIENCE_MS, maxBuffer: 64 * 1024 * 1024 };
    const { stdout } = await runFile(program, [...words, folder, stack, command], options);
    const { changes, outputs = {} } = JSON.parse(stdout) as Partial<LanguageRun>;
    return { changes: changed(changes ?? {}), outputs };
  }

  /** In the place of a link to the repository's file. */
  private write(text: string): void {
    const file = join(this.project.folder, "Pulumi.yaml");
    rmSync(file, { force: true });
    writeFileSync(file, text);
  }
}

function projectFile(language: Language): string {
  const read = (program: string) => readFileSync(join(projectRoot, "test/programs", program, "Pulumi.yaml"), "utf8");
  if (language === "TypeScript") return read("languages");
  const yaml = read("languagesYaml");
  if (language === "YAML") return yaml;
  return yaml.replace("runtime: yaml", `runtime: ${language.toLowerCase()}`).replace(/^config:[^]*/m, "");
}

function changed(changes: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(changes).filter(([what]) => what !== "same" && what !== "unchanged"));
}
