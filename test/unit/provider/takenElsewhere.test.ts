import assert from "node:assert/strict";
import type { Network } from "../../../engine/model";
import { attachmentInputs } from "../../../provider/attachment/attachmentInputs";
import { AttachmentRegistry } from "../../../provider/attachment/AttachmentRegistry";
import type { Operation } from "../../../provider/protocol/Resource";
import type { Properties } from "../../../provider/protocol/values";

const urn = (name: string) => `urn:pulumi:dev::shop::dockwire:index:NetworkAttachment::${name}`;
const shop = { id: "k".repeat(25), name: "shop", scope: "swarm" } as Network;
const asks = (more: Properties = {}) => ({ container: "store", network: "shop", aliases: ["db"], ...more });

describe("An alias that an attachment on another machine gives", () => {
  const registry = () => new AttachmentRegistry(() => Promise.resolve(undefined));
  /** Why an attachment is refused, when a provider of another Engine has checked others. */
  async function refusals(theirs: Properties, ours: Properties = {}, network = shop, name = "b"): Promise<string[]> {
    const other = registry();
    await other.claim(urn("a"), asks(theirs), {});
    const operation = { urn: urn(name), elsewhere: () => Promise.resolve([other.tells()]) } as unknown as Operation;
    return registry()
      .claimant(operation)
      .refusalsElsewhere(attachmentInputs(asks(ours)), network);
  }

  it("is refused on the same overlay, by name or by id, in capitals too", async () => {
    for (const ref of ["shop", shop.id, shop.id.slice(0, 25)]) {
      const [refusal, ...others] = await refusals({ network: ref, aliases: ["main", "DB"] });
      assert.match(refusal ?? "", /alias "db" is what attachment "a" calls a container of another machine/);
      assert.deepEqual(others, []);
    }
  });

  it("is no matter on another network, or on one that is each machine's own", async () => {
    assert.deepEqual(await refusals({ network: "office" }), []);
    assert.deepEqual(await refusals({}, {}, { ...shop, scope: "local" }), []);
  });

  it("is no matter when either side shares it, when it is another alias, or when it is the same attachment's", async () => {
    assert.deepEqual(await refusals({ sharedAliases: true }), []);
    assert.deepEqual(await refusals({}, { sharedAliases: true }), []);
    assert.deepEqual(await refusals({ aliases: ["cache"] }), []);
    assert.deepEqual(await refusals({}, {}, shop, "a"), []);
  });

  it("is not known of a provider that tells nothing", async () => {
    const operation = { urn: urn("b"), elsewhere: () => Promise.resolve([{}]) } as unknown as Operation;
    assert.deepEqual(await registry().claimant(operation).refusalsElsewhere(attachmentInputs(asks()), shop), []);
  });
});
