import { present, type ProgramResource, type Value } from "../program/Program";
import { programPath } from "./canonical";
import { type JsonObject, mapping, optionalText, some, text, textMap } from "./Json";
import type { Part } from "./Part";
import type { Planning } from "./Planning";

/** Keys of a build that are carried over, and keys without which it would build something else. */
const CARRIED = new Set("context dockerfile args target labels network".split(" "));
const NEEDED = new Set(
  "additional_contexts dockerfile_inline secrets ssh entitlements privileged isolation".split(" "),
);

/** The image of a service as a resource: one that is there or pulled, or one that is built. */
export function imageResource(part: Part, planning: Planning): ProgramResource {
  const { image, build, platform } = part.spec;
  const given = optionalText(image) || undefined;
  if (given === undefined && build === undefined) throw part.problem([], "it has neither an image nor a build");
  const name = given ?? `${planning.project.name}-${part.name}`;
  const wanted = build === undefined ? imageWord(name) : part.name;
  const resource = planning.names.of(
    `image/${build === undefined ? name : part.name}/${text(platform)}`,
    `${wanted}-image`,
  );
  return {
    name: resource,
    type: "docker:RemoteImage",
    properties: {
      name,
      keepLocally: true,
      platform: optionalText(platform),
      build: build === undefined ? undefined : buildOf(part, mapping(build), planning),
    },
  };
}

/** `postgres` of `registry.example.com/library/postgres:16`. */
function imageWord(image: string): string {
  const last = image.split("@")[0]?.split("/").pop() ?? image;
  return last.split(":")[0] ?? last;
}

function buildOf(part: Part, build: JsonObject, planning: Planning): Value {
  for (const key of Object.keys(build)) {
    if (CARRIED.has(key) || key.startsWith("x-")) continue;
    if (NEEDED.has(key)) {
      throw part.problem(
        ["build", key],
        "a build with this cannot be carried over: build the image first, and name it",
      );
    }
    planning.leaveOut(part, ["build", key], "the image is built without it");
  }
  planning.leaveOut(
    part,
    ["build"],
    "the image is built once; a change of its files builds none until the resource is replaced",
  );
  const { context, dockerfile, args, target, labels, network } = build;
  return present({
    context: programPath(context, planning.folder),
    dockerfile: optionalText(dockerfile),
    buildArgs: some(argsOf(args, planning)),
    target: optionalText(target),
    // BuildKit's builder reads the one, the Engine's own the other.
    label: some(textMap(labels)),
    labels: some(textMap(labels)),
    networkMode: optionalText(network),
  });
}

/** An argument without a value has the variable's. */
function argsOf(args: Part["spec"][string], { project }: Planning): Record<string, string> {
  const all = Object.entries(mapping(args)).flatMap(([name, value]): [string, string][] => {
    const known = value === null ? project.variables.value(name) : text(value);
    return known === undefined ? [] : [[name, known]];
  });
  return Object.fromEntries(all);
}
