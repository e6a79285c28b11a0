import { dirname, join, relative, resolve } from "node:path";
import { canonicalService, hostPath } from "./canonical";
import { ComposeFile } from "./ComposeFile";
import { interpolate } from "./interpolate";
import { type JsonObject, isMapping, list, mapping, text, texts } from "./Json";
import { mergeServices } from "./mergeServices";
import { type Layer, Part } from "./Part";
import type { Report } from "./Report";
import { enabledServices, NAME_VARIABLE, projectName, type ProjectOptions } from "./projectScope";
import { Variables } from "./Variables";
import { isCutShort } from "./words";

const SECTIONS = ["networks", "volumes", "secrets", "configs"] as const;
type Section = (typeof SECTIONS)[number];

/** A project as its files have it: everything in its long form, what is extended merged, includes put together. */
export interface ComposeProject extends Readonly<Record<Section, ReadonlyMap<string, Part>>> {
  readonly name: string;
  /** Services of the profiles that are on. */
  readonly services: ReadonlyMap<string, Part>;
  readonly variables: Variables;
}

/** Reads a Compose file and all that it includes and extends. */
export function loadProject(options: ProjectOptions, report: Report): ComposeProject {
  return new Loader(options, report).load();
}

class Loader {
  private readonly variables: Variables;
  private readonly files = new Map<string, ComposeFile>();
  private readonly services = new Map<string, Part>();
  private readonly sections = new Map(SECTIONS.map((section) => [section, new Map<string, Part>()]));

  constructor(
    private readonly options: ProjectOptions,
    private readonly report: Report,
  ) {
    const { file, envFile } = options;
    this.variables = Variables.read(envFile ?? join(dirname(file), ".env"), envFile !== undefined, process.env);
  }

  load(): ComposeProject {
    const main = this.file(resolve(this.options.file));
    this.take(main, []);
    const sections = Object.fromEntries(this.sections) as Record<Section, Map<string, Part>>;
    const { options, variables, services, report } = this;
    const name = projectName(options, main.content, variables);
    return { name, services: enabledServices(services, { options, variables, report }), ...sections, variables };
  }

  private file(path: string): ComposeFile {
    const known = this.files.get(path);
    if (known) return known;
    const shown = relative(process.cwd(), path) || path;
    const file = ComposeFile.read(path, shown, (name, content) => this.known(name, content));
    this.files.set(path, file);
    for (const [variable, where] of file.unset) {
      this.report.note(where, `\${${variable}}`, "the variable is not set, so nothing stands in its place");
    }
    return file;
  }

  /** The value of a variable; a file may use the project's name before anybody else knows it. */
  private known(name: string, content: JsonObject): string | undefined {
    const { options, variables } = this;
    if (name !== NAME_VARIABLE) return variables.value(name);
    const scope = { value: (one: string) => variables.value(one), unset: () => undefined };
    const own = typeof content.name === "string" ? { name: interpolate(content.name, scope) } : {};
    return projectName(options, own, variables);
  }

  /** Takes what a file and those that it includes say. */
  private take(file: ComposeFile, above: readonly string[]): void {
    if (above.includes(file.path)) throw file.problem(["include"], "the file includes itself");
    for (const [i, entry] of list(file.content.include).entries()) {
      const { path, ...rest } = isMapping(entry) ? entry : { path: entry };
      const paths = texts(path);
      const [first = "", second] = paths;
      if (second !== undefined)
        throw file.problem(["include", i], "several files in one place are not merged: name one");
      for (const key of Object.keys(rest)) {
        const why = "an included file gets the variables and folder that it would have by itself";
        this.report.note(file.place(["include", i, key]), `include.${i}.${key}`, why);
      }
      this.take(this.file(resolve(dirname(file.path), first)), [...above, file.path]);
    }
    for (const section of SECTIONS) {
      for (const [name, spec] of Object.entries(mapping(file.content[section]))) {
        const layer = { file, path: [section, name] };
        this.add(
          this.sections.get(section) ?? new Map<string, Part>(),
          layer,
          new Part(name, withFile(mapping(spec), file), [layer]),
        );
      }
    }
    for (const name of Object.keys(mapping(file.content.services))) {
      const { spec, layers } = this.service(file, name, []);
      this.add(this.services, layers[0], new Part(name, spec, layers));
    }
  }

  private add(all: Map<string, Part>, { file, path }: Layer, part: Part): void {
    const former = all.get(part.name);
    if (former) throw file.problem(path, `${former.at()} has one of that name already`);
    all.set(part.name, part);
  }

  private service(
    file: ComposeFile,
    name: string,
    above: readonly string[],
  ): { spec: JsonObject; layers: [Layer, ...Layer[]] } {
    const layer: Layer = { file, path: ["services", name] };
    const own = mapping(file.content.services)[name];
    const { extends: base, ...spec } = canonicalService(this.checked(layer, own), dirname(file.path));
    if (base === undefined) return { spec, layers: [layer] };
    const { service = base, file: other } = mapping(base);
    const from = other === undefined ? file : this.file(resolve(dirname(file.path), text(other)));
    const id = `${from.path} ${text(service)}`;
    if (above.includes(id)) throw file.problem([...layer.path, "extends"], "it extends itself in the end");
    if (mapping(from.content.services)[text(service)] === undefined) {
      throw file.problem([...layer.path, "extends"], `there is no service "${text(service)}" in ${from.place([])}`);
    }
    const below = this.service(from, text(service), [...above, id]);
    return { spec: mergeServices(below.spec, spec), layers: [layer, ...below.layers] };
  }

  /** A command line with an open quotation mark is found before its words are looked for. */
  private checked({ file, path }: Layer, own: JsonObject[string]): JsonObject {
    const spec = mapping(own);
    for (const key of ["command", "entrypoint"]) {
      const line = spec[key];
      if (typeof line === "string" && isCutShort(line)) {
        const why = "Compose reads no further than the first of ; & | < > outside of quotes, and neither is it here";
        this.report.note(file.place([...path, key]), [...path, key].join("."), why);
      }
      try {
        canonicalService({ [key]: line }, "");
      } catch (error) {
        throw file.problem([...path, key], (error as Error).message);
      }
    }
    return spec;
  }
}

/** A secret's or config's file as a path in its long form. */
function withFile(spec: JsonObject, { path }: ComposeFile): JsonObject {
  return spec.file === undefined ? spec : { ...spec, file: hostPath(text(spec.file), dirname(path)) };
}
