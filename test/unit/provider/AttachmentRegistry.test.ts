import assert from "node:assert/strict";
import type { Container, Network } from "../../../engine/model";
import { AttachmentRegistry } from "../../../provider/attachment/AttachmentRegistry";
import type { Operation } from "../../../provider/protocol/Resource";
import { Properties, UNKNOWN } from "../../../provider/protocol/values";

const [ONE, TWO, FRONT] = ["1", "2", "f"].map((digit) => digit.repeat(64));
const NAMES: Record<string, string> = { [ONE]: "one", [TWO]: "two", [FRONT]: "front" };
const urn = (name: string) => `urn:pulumi:dev::shop::dockwire:index:NetworkAttachment::${name}`;
const asks = (container: string, aliases: string[] = [], more = {}) => ({
  container,
  network: FRONT,
  aliases,
  ...more,
});
const network = { id: FRONT, name: "front" } as Network;
const one = { id: ONE, name: "one" } as Container;
const ends = { container: one, network };
const refs = { container: [ONE], network: [FRONT, "front"] };

describe("The attachments of one program", () => {
  let registry: AttachmentRegistry;
  beforeEach(() => {
    registry = new AttachmentRegistry((_end, id) => Promise.resolve(NAMES[id]));
  });

  const claim = (name: string, inputs: Properties, oldInputs: Properties = {}) =>
    registry.claim(urn(name), inputs, oldInputs);
  const isMoving = (alias: string, container = one) => {
    const operation = { urn: urn("new"), warn: () => undefined } as unknown as Operation;
    return registry.claimant(operation).isMoving(alias, container, network);
  };

  describe("that want the same", () => {
    const spellings: [string, Properties, Properties][] = [
      ["by ids", asks(ONE), asks(ONE)],
      ["by names", asks("one", [], { network: "front" }), asks("one", [], { network: "front" })],
      ["by name and by id", asks("one"), asks(ONE, [], { network: "front" })],
      ["by the beginning of an id", asks(ONE), asks(ONE.slice(0, 12))],
    ];
    for (const [how, first, second] of spellings) {
      it(`connection ${how} are refused, naming both`, async () => {
        assert.deepEqual(await claim("a", first), []);
        const [failure, ...others] = await claim("b", second);
        assert.deepEqual(others, []);
        assert.equal(failure?.property, "container");
        assert.match(failure.reason, /attachments "a" and "b" both connect container/);
      });
    }

    const conflicting: [string, Properties, Properties][] = [
      ["by ids", asks(ONE, ["db"]), asks(TWO, ["main", "DB"])],
      ["by names", asks("one", ["db"]), asks("two", ["main", "DB"])],
      ["by name and by id", asks("one", ["db"], { network: "front" }), asks(TWO, ["main", "DB"])],
      ["before one of them is there", asks("later", ["db"]), asks(TWO, ["main", "DB"])],
    ];
    for (const [how, first, second] of conflicting) {
      it(`alias for two containers ${how} are refused on its place in the list`, async () => {
        assert.deepEqual(await claim("a", first), []);
        const [failure, ...others] = await claim("b", second);
        assert.deepEqual(others, []);
        assert.equal(failure?.property, "aliases[1]");
        assert.match(failure.reason, /"db" is what attachment "a" calls another container.*"sharedAliases: true"/);
      });
    }
  });

  const peaceful: [string, Properties][] = [
    ["other aliases", asks(TWO, ["main"])],
    ["another network", asks(TWO, ["db"], { network: "b".repeat(64) })],
    ["a network of another name", asks(TWO, ["db"], { network: "back" })],
    ["an alias that is to be shared", asks(TWO, ["db"], { sharedAliases: true })],
    ["an alias that is not known yet", asks(TWO, [UNKNOWN])],
    ["a container that is not known yet", asks(UNKNOWN, ["db"])],
  ];
  for (const [what, inputs] of peaceful) {
    it(`go together with ${what}`, async () => {
      await claim("a", asks(ONE, ["db", UNKNOWN]));
      assert.deepEqual(await claim("b", inputs), []);
    });
  }

  it("may change from one check to the next", async () => {
    await claim("a", asks(ONE, ["db"]));
    await claim("a", asks(ONE, []));
    assert.deepEqual(await claim("b", asks(TWO, ["db"])), []);
  });

  describe("and an alias that one of them gave", () => {
    it("is about to leave when none asks for it there any more", async () => {
      registry.remember(urn("old"), refs, { aliases: ["Db"] });
      assert.equal(isMoving("dB"), true);
      await claim("old", asks(ONE, ["main"]));
      assert.equal(isMoving("db"), true);
    });

    it("is known by the inputs of before where nothing was read", async () => {
      await claim("old", asks("one", []), asks("one", ["db"]));
      assert.equal(isMoving("db"), true);
    });

    for (const ref of [ONE, "one"]) {
      it(`stays where it is asked for, by ${ref === ONE ? "id" : "name"}, under whatever URN`, async () => {
        registry.remember(urn("old"), refs, { aliases: ["db"] });
        await claim("renamed", asks(ref, ["DB"]));
        assert.equal(isMoving("db"), false);
      });
    }

    it("stays when it is the container's own name, or somebody else gave it", () => {
      registry.remember(urn("old"), refs, { aliases: ["one", "db"] });
      assert.deepEqual(
        [isMoving("one"), isMoving("cache"), isMoving("db", { ...one, id: TWO })],
        [false, false, false],
      );
    });
  });

  describe("and a fixed address", () => {
    const at = (ipv4Address: string) => ({ ipv4Address });
    it("is refused to two containers on one network, naming both, and fine on two networks", async () => {
      await claim("a", asks(ONE, [], at("10.1.0.5")));
      const [failure, ...others] = await claim("b", asks(TWO, [], at("10.1.0.5")));
      assert.deepEqual(others, []);
      assert.equal(failure?.property, "ipv4Address");
      assert.match(failure.reason, /"10\.1\.0\.5" is what attachment "a" gives another container .* for "b"$/);
      assert.deepEqual(await claim("c", asks(TWO, [], { network: "back", ...at("10.1.0.5") })), []);
    });

    it("is given up when one of them gave it and none asks for it there any more", async () => {
      registry.remember(urn("old"), refs, asks(ONE, [], at("10.1.0.5")));
      assert.equal(registry.isGivenUp(ends, "10.1.0.5"), true);
      await claim("old", asks("one", [], { network: "front", ...at("10.1.0.6") }));
      assert.equal(registry.isGivenUp(ends, "10.1.0.5"), true);
      await claim("renamed", asks("one", [], { network: "front", ...at("10.1.0.5") }));
      assert.equal(registry.isGivenUp(ends, "10.1.0.5"), false);
    });

    it("stays where somebody else gave it", () => {
      assert.equal(registry.isGivenUp(ends, "10.1.0.5"), false);
      registry.remember(urn("old"), refs, asks(ONE, []));
      assert.equal(registry.isGivenUp(ends, "10.1.0.5"), false);
      registry.remember(urn("old"), refs, asks(ONE, [], at("10.1.0.5")));
      assert.equal(registry.isGivenUp(ends, "fd00::5"), false);
      assert.equal(registry.isGivenUp({ ...ends, container: { id: TWO, name: "two" } }, "10.1.0.5"), false);
    });

    it("need not be the one that is recorded, where an update was cut off or somebody gave another one", () => {
      registry.remember(urn("old"), refs, asks(ONE, [], at("10.1.0.5")));
      assert.equal(registry.isGivenUp(ends, "10.9.0.5"), true);
    });

    it("may be of a connection that bears the program's mark alone, while nobody asks for it there", async () => {
      assert.equal(registry.isGivenUp(ends, "10.9.0.5", true), true);
      await claim("found", asks("one", [], { network: "front", ...at("10.9.0.5") }));
      assert.equal(registry.isGivenUp(ends, "10.9.0.5", true), false);
    });
  });

  describe("and a connection whose resource is deleted", () => {
    it("goes with it when no other asks for it", async () => {
      registry.remember(urn("old"), refs, { aliases: [] });
      await claim("other", asks(TWO));
      assert.equal(registry.hasSuccessor(urn("old"), ends), false);
    });

    for (const ref of [ONE, "one"]) {
      it(`stays with the one that asks for it by ${ref === ONE ? "id" : "name"}`, async () => {
        await claim("renamed", asks(ref, [], { network: "front" }));
        assert.equal(registry.hasSuccessor(urn("old"), ends), true);
      });
    }

    it("stays with the one that asks for it by the id of the network made again, and goes without one", async () => {
      const AGAIN = "a".repeat(64);
      registry = new AttachmentRegistry((_end, id) => Promise.resolve(id === AGAIN ? "front" : NAMES[id]));
      await claim("elsewhere", asks(ONE, [], { network: "9".repeat(64) }));
      await claim("other", asks(TWO, [], { network: AGAIN }));
      assert.equal(await registry.isHandedOn(urn("old"), ends), false);
      await claim("renamed", asks(ONE, [], { network: AGAIN }));
      assert.equal(await registry.isHandedOn(urn("old"), ends), true);
      assert.equal(await registry.isHandedOn(urn("renamed"), ends), false);
    });

    it("stays when it is made again under the same URN before, and goes when it is to be made again after", async () => {
      registry.remember(urn("it"), refs, { aliases: [] });
      await claim("it", asks(ONE));
      assert.equal(registry.hasSuccessor(urn("it"), ends), false);
      registry.made(urn("it"));
      assert.equal(registry.hasSuccessor(urn("it"), ends), true);
      registry.forget(urn("it"), true, ends);
      assert.equal(registry.hasSuccessor(urn("it"), ends), false);
    });
  });

  it("that swap their containers know both connections as the program's, and the aliases there as about to leave", async () => {
    registry.remember(urn("a"), refs, { aliases: ["db"] });
    await claim("b", asks(ONE, ["cache"]));
    assert.equal(registry.hasSuccessor(urn("a"), ends), true);
    registry.forget(urn("a"), true, ends);
    await claim("a", asks(TWO, ["db"]));
    assert.equal(registry.claimant({ urn: urn("b") } as Operation).isOwn(ends), true);
    assert.equal(isMoving("db"), true);
  });

  it("are let go once they are deleted, until another asks for them, also on a network that is made again", async () => {
    const again = { container: ends.container, network: { ...ends.network, id: "a".repeat(64) } };
    registry.remember(urn("old"), refs, { aliases: [] });
    assert.equal(registry.isLetGo(again), false);
    registry.forget(urn("old"), false, ends);
    assert.equal(registry.isLetGo(again), true);
    assert.equal(registry.isLetGo({ ...again, container: { id: TWO, name: "two" } }), false);
    await claim("renamed", asks("one", [], { network: "front" }));
    assert.equal(registry.isLetGo(again), false);
  });

  it("bear the mark of their project and stack", () => {
    assert.equal(registry.claimant({ urn: urn("it") } as Operation).owner, "shop/dev");
  });
});
