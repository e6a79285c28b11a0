import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { PropertyChange, topLevel } from "./propertyDiff";
import type { Difference } from "./Resource";

/** A difference in the protocol's terms. */
export function diffResponse({ changes, replaces }: Difference): rpc.DiffResponse {
  const { DIFF_NONE, DIFF_SOME } = rpc.DiffResponse.DiffChanges;
  const response = new rpc.DiffResponse();
  response.setChanges(changes.length ? DIFF_SOME : DIFF_NONE);
  response.setReplacesList(replaces);
  response.setDiffsList([...new Set(changes.map((change) => topLevel(change.path)))]);
  // Names, endpoints and addresses are unique on an Engine, so the old one has to make room first.
  response.setDeletebeforereplace(replaces.length > 0);
  response.setHasdetaileddiff(true);
  for (const change of changes) {
    response.getDetaileddiffMap().set(change.path, propertyDiff(change, replaces.includes(topLevel(change.path))));
  }
  return response;
}

function propertyDiff(change: PropertyChange, replace: boolean): rpc.PropertyDiff {
  const { ADD, ADD_REPLACE, DELETE, DELETE_REPLACE, UPDATE, UPDATE_REPLACE } = rpc.PropertyDiff.Kind;
  const kinds = {
    add: [ADD, ADD_REPLACE],
    delete: [DELETE, DELETE_REPLACE],
    update: [UPDATE, UPDATE_REPLACE],
  } as const;
  return new rpc.PropertyDiff().setKind(kinds[change.kind][replace ? 1 : 0]).setInputdiff(true);
}
