import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { decode, Properties } from "../../provider/protocol/values";

/** What a provider said about inputs. */
export interface CheckAnswer {
  readonly inputs: Properties;
  readonly failures: readonly { readonly property: string; readonly reason: string }[];
}

/** What a provider said about an edit. */
export interface DiffAnswer {
  readonly changes: "none" | "some" | "unknown";
  readonly replaces: readonly string[];
  readonly deleteBeforeReplace: boolean;
  readonly diffs: readonly string[];
  /** Kind of change by property path, for instance `{ "aliases[1]": "add" }`; replacing ones end in `_replace`. */
  readonly detailed: Readonly<Record<string, string>>;
}

/** A resource that a provider made, found or changed. */
export interface ResourceAnswer {
  readonly id: string;
  readonly state: Properties;
  /** Names of the top-level properties that came back as secrets. */
  readonly secrets: ReadonlySet<string>;
}

/** What a function answered. */
export interface InvokeAnswer {
  readonly result: Properties;
  /** Paths of what came back as secrets. */
  readonly secrets: ReadonlySet<string>;
  readonly failures: CheckAnswer["failures"];
}

/** A resource as `read` answers it. */
export interface ReadAnswer extends ResourceAnswer {
  readonly inputs: Properties;
}

export function failuresOf(list: rpc.CheckFailure[]): CheckAnswer["failures"] {
  return list.map((failure) => ({ property: failure.getProperty(), reason: failure.getReason() }));
}

export function checkAnswer(answer: rpc.CheckResponse): CheckAnswer {
  return { inputs: decode(answer.getInputs()).values, failures: failuresOf(answer.getFailuresList()) };
}

export function resourceAnswer(id: string, properties: Struct | undefined): ResourceAnswer {
  const { values, secrets } = decode(properties);
  return { id, state: values, secrets };
}

export function diffAnswer(answer: rpc.DiffResponse): DiffAnswer {
  const { DIFF_NONE, DIFF_SOME } = rpc.DiffResponse.DiffChanges;
  const kinds = Object.entries(rpc.PropertyDiff.Kind);
  const detailed: Record<string, string> = {};
  answer.getDetaileddiffMap().forEach((diff: rpc.PropertyDiff, path: string) => {
    const name = kinds.find(([, number]) => number === diff.getKind())?.[0] ?? String(diff.getKind());
    detailed[path] = name.toLowerCase();
  });
  const changes = answer.getChanges();
  return {
    changes: changes === DIFF_NONE ? "none" : changes === DIFF_SOME ? "some" : "unknown",
    replaces: answer.getReplacesList(),
    deleteBeforeReplace: answer.getDeletebeforereplace(),
    diffs: answer.getDiffsList(),
    detailed,
  };
}

/** What a page of `List` said. */
export interface ListAnswer {
  readonly ids: readonly string[];
  readonly names: readonly string[];
  /** Where the next page begins; "" when there is none. */
  readonly continuation: string;
  /** Whether the answer is not known yet. */
  readonly computed: boolean;
}

export function listAnswer(answers: readonly rpc.ListResponse[]): ListAnswer {
  const results = answers.flatMap((answer) => answer.getResult() ?? []);
  return {
    ids: results.map((result) => result.getId()),
    names: results.map((result) => result.getName()),
    continuation: answers.map((answer) => answer.getContinuation()?.getContinuationToken() ?? "").join(""),
    computed: answers.some((answer) => answer.hasComputed()),
  };
}
