import assert from "node:assert/strict";
import type { Container, Network } from "../../../engine/model";
import { AliasRegistry } from "../../../provider/attachment/AliasRegistry";

const [ONE, TWO, FRONT] = ["1", "2", "f"].map((digit) => digit.repeat(64));
const urn = (name: string) => `urn:pulumi:dev::shop::dockwire:index:NetworkAttachment::${name}`;
const asks = (container: string, aliases: string[], more = {}) => ({ container, network: FRONT, aliases, ...more });
const network = { id: FRONT, name: "front" } as Network;

function holder(changes: Partial<Container> = {}): Container {
  const endpoint = { networkId: FRONT, networkName: "front", aliases: ["db"] };
  const labels = { "dockwire.stack": "shop/dev" };
  const made = { id: ONE, name: "redis", networkMode: "back", labels, endpoints: [endpoint], ...changes };
  return made as unknown as Container;
}

describe("What the attachments of one program call their containers", () => {
  it("is refused on the property's name when two mean different containers by one alias", () => {
    const claims = new AliasRegistry();
    assert.deepEqual(claims.note(urn("one"), asks(ONE, ["db"])), []);
    const [failure, ...others] = claims.note(urn("two"), asks(TWO, ["main", "DB"]));
    assert.deepEqual(others, []);
    assert.equal(failure?.property, "aliases[1]");
    assert.match(failure.reason, /"db" is what attachment "one" calls another container.*"sharedAliases: true"/);
  });

  const peaceful: [string, ReturnType<typeof asks>][] = [
    ["other aliases", asks(TWO, ["main"])],
    ["another network", asks(TWO, ["db"], { network: "b".repeat(64) })],
    ["the same container", asks(ONE, ["db"])],
    ["a name, which may be the same container", asks("redis", ["db"])],
    ["an alias that is to be shared", asks(TWO, ["db"], { sharedAliases: true })],
  ];
  for (const [what, inputs] of peaceful) {
    it(`goes together with ${what}`, () => {
      const claims = new AliasRegistry();
      claims.note(urn("one"), asks(ONE, ["db"]));
      assert.deepEqual(claims.note(urn("two"), inputs), []);
    });
  }

  it("may change from one check to the next", () => {
    const claims = new AliasRegistry();
    claims.note(urn("one"), asks(ONE, ["db"]));
    claims.note(urn("one"), asks(ONE, []));
    assert.deepEqual(claims.note(urn("two"), asks(TWO, ["db"])), []);
  });

  it("moves an alias away from a container of the same stack that nobody asks it for any more", () => {
    const claims = new AliasRegistry();
    assert.equal(claims.isMoving(urn("two"), "db", holder(), network), true);
    claims.note(urn("one"), asks(ONE, ["main"]));
    assert.equal(claims.isMoving(urn("two"), "DB", holder(), network), true);
  });

  const staying: [string, Container][] = [
    ["another stack's container", holder({ labels: { "dockwire.stack": "shop/prod" } })],
    ["a container without a stack", holder({ labels: {} })],
    ["a container that was created there", holder({ networkMode: "front" })],
    ["a container whose name it is", holder({ name: "db" })],
  ];
  for (const [what, container] of staying) {
    it(`leaves an alias with ${what}`, () => {
      assert.equal(new AliasRegistry().isMoving(urn("two"), "db", container, network), false);
    });
  }

  for (const ref of [ONE, "redis"]) {
    it(`leaves an alias where it is asked for, by ${ref === ONE ? "id" : "name"}`, () => {
      const claims = new AliasRegistry();
      claims.note(urn("one"), asks(ref, ["Db"]));
      assert.equal(claims.isMoving(urn("two"), "db", holder(), network), false);
    });
  }
});
