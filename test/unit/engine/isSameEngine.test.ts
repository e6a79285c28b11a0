import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { engineAddress } from "../../../engine/engineAddress";
import { firstSameEngines } from "../../../engine/isSameEngine";

/** An Engine that says no more than who it is; resolves with its port. */
async function engineOf(t: Mocha.Context, answer: { ID: string; DockerRootDir: string }): Promise<number> {
  const server = createServer((request, response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(request.url?.endsWith("/info") ? answer : { ApiVersion: "1.41" }));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.test?.parent?.afterAll(() => void server.close());
  return (server.address() as AddressInfo).port;
}

describe("Addresses that lead to one Engine", () => {
  const same = (...hosts: string[]) => firstSameEngines(hosts.map((host) => engineAddress({ host })));

  it("are found by the place, where nobody answers", async () => {
    const nowhere = "tcp://127.0.0.1:1";
    assert.deepEqual(await same(nowhere, "tcp://127.0.0.1:2", nowhere), { one: 0, other: 2 });
  });

  it("are found by what the Engines say of themselves", async function () {
    const [first, second, third] = await Promise.all([
      engineOf(this, { ID: "one", DockerRootDir: "/data" }),
      engineOf(this, { ID: "one", DockerRootDir: "/other" }),
      engineOf(this, { ID: "two", DockerRootDir: "/data" }),
    ]);
    const [a, b, c] = [first, second, third].map((port) => `tcp://127.0.0.1:${port}`) as [string, string, string];
    assert.equal(await same(a, b, c), undefined);
    assert.deepEqual(await same(b, a, c, a.replace("127.0.0.1", "localhost")), { one: 1, other: 3 });
  });
});
