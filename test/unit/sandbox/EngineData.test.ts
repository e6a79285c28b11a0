import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { EngineData } from "../../../sandbox/engine/EngineData";

describe("The folder of an Engine", () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "dockwire-engine-"));
    const network = (name: string) => `\u0000\u0001{"BridgeIfaceCreator":1,"BridgeName":"${name}","EnableICC":true}`;
    write(
      "network/files/local-kv.db",
      ["docker0", "br-0123456789ab", "mybridge", "br-0123456789ab"].map(network).join(""),
    );
    write("containers/aaa/config.v2.json", '{"ID":"aaa","Name":"/web"}');
    mkdirSync(join(folder, "containers/half-removed"));
    for (const volume of ["data", "f".repeat(64)]) mkdirSync(join(folder, "volumes", volume), { recursive: true });
    write("volumes/metadata.db", "");
  });
  after(() => rmSync(folder, { recursive: true }));

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text, "latin1");
  }

  it("tells the bridges of its networks, each once", () => {
    assert.deepEqual(new EngineData(folder).bridges(), ["docker0", "br-0123456789ab", "mybridge"]);
  });

  it("tells its containers by id and name, and leaves out what is half removed", () => {
    assert.deepEqual(new EngineData(folder).containers(), [{ id: "aaa", name: "web" }]);
  });

  it("tells the volumes that have a name", () => {
    assert.deepEqual(new EngineData(folder).volumes(), ["data"]);
  });

  it("holds nothing before its Engine has run", () => {
    const data = new EngineData(join(folder, "nowhere"));
    assert.deepEqual([data.bridges(), data.containers(), data.volumes()], [[], [], []]);
  });
});
