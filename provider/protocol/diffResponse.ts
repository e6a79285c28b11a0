import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { replacing } from "./declaration";
import { PropertyChange, propertyDiff, topLevel } from "./propertyDiff";
import type { Edit, Resource } from "./Resource";

/** What an edit means for a resource, in the protocol's terms. */
export async function diffResource(resource: Resource, edit: Edit): Promise<rpc.DiffResponse> {
  const before = resource.canonical?.(edit.oldInputs) ?? edit.oldInputs;
  const edited = propertyDiff(before, edit.inputs, resource.sets);
  const changes = resource.amendChanges ? await resource.amendChanges(edited, edit) : edited;
  return diffResponse(changes, replacing(resource.declaration), resource.deleteBeforeReplace);
}

/** Changes in the protocol's terms; those of the named top-level properties need a new resource. */
export function diffResponse(
  changes: readonly PropertyChange[],
  replaceOn: readonly string[],
  deleteBeforeReplace: boolean,
): rpc.DiffResponse {
  const { DIFF_NONE, DIFF_SOME } = rpc.DiffResponse.DiffChanges;
  const response = new rpc.DiffResponse();
  response.setChanges(changes.length ? DIFF_SOME : DIFF_NONE);
  const edited = [...new Set(changes.map((change) => topLevel(change.path)))];
  const replaces = edited.filter((key) => replaceOn.includes(key));
  response.setReplacesList(replaces);
  response.setDiffsList(edited);
  response.setDeletebeforereplace(deleteBeforeReplace && replaces.length > 0);
  response.setHasdetaileddiff(true);
  for (const change of changes) {
    response.getDetaileddiffMap().set(change.path, detail(change, replaces.includes(topLevel(change.path))));
  }
  return response;
}

function detail(change: PropertyChange, replace: boolean): rpc.PropertyDiff {
  const { ADD, ADD_REPLACE, DELETE, DELETE_REPLACE, UPDATE, UPDATE_REPLACE } = rpc.PropertyDiff.Kind;
  const kinds = {
    add: [ADD, ADD_REPLACE],
    delete: [DELETE, DELETE_REPLACE],
    update: [UPDATE, UPDATE_REPLACE],
  } as const;
  return new rpc.PropertyDiff().setKind(kinds[change.kind][replace ? 1 : 0]).setInputdiff(true);
}
