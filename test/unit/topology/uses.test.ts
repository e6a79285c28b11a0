import assert from "node:assert/strict";
import { mermaidOf } from "../../../topology/mermaid";
import { programTopology } from "../../../topology/sources/programTopology";
import { drawTopology } from "../../../topology/svg";
import { canonical, type TopologyContainer } from "../../../topology/Topology";
import { serverHosts } from "../../../topology/uses";

const container = (name: string, places: Record<string, string[]>, uses: string[] = []): TopologyContainer => ({
  name,
  image: "alpine",
  state: "running",
  health: "unchecked",
  ports: [],
  connections: Object.entries(places).map(([network, aliases]) => ({ network, aliases, addresses: [] })),
  uses,
});
const usesOf = (...containers: TopologyContainer[]) =>
  Object.fromEntries(canonical({ networks: [], containers }).containers.map(({ name, uses = [] }) => [name, uses]));
const redis = container("redis", { back: [], front: ["db"] });

describe("What a container uses", () => {
  it("is told by its variables, and nothing but names of hosts is taken from them", () => {
    const environment = {
      DB_HOST: "db",
      HOST: "redis",
      DB_PORT: "6379",
      GHOST: "x",
      KEY_HOST: "not a name",
      API_URL: "http://api",
    };
    assert.deepEqual(serverHosts(environment), ["db", "redis"]);
  });

  it("is the container that the name leads to on a network of its own", () => {
    assert.deepEqual(usesOf(redis, container("app", { front: [] }, ["DB"])), { redis: [], app: ["redis"] });
    assert.deepEqual(usesOf(redis, container("app", { front: [] }, ["redis"])), { redis: [], app: ["redis"] });
  });

  it("is nothing when the name leads nowhere there, or to the container itself", () => {
    assert.deepEqual(usesOf(redis, container("app", { back: [] }, ["db"])), { redis: [], app: [] });
    assert.deepEqual(usesOf(redis, container("app", { elsewhere: [] }, ["redis"])), { redis: [], app: [] });
    assert.deepEqual(usesOf(container("app", { front: [] }, ["app"])), { app: [] });
  });

  it("stays the same when the topology is put in order again", () => {
    const once = canonical({ networks: [], containers: [redis, container("app", { front: [] }, ["db"])] });
    assert.deepEqual(canonical(once), once);
  });

  it("is in a stack's state, unless the variables are a secret", () => {
    const named = (envs: unknown) =>
      programTopology([
        {
          urn: "urn:1::redis",
          type: "docker:index/container:Container",
          id: "1",
          inputs: { name: "redis", networksAdvanced: [{ name: "n" }] },
        },
        {
          urn: "urn:1::app",
          type: "docker:index/container:Container",
          id: "2",
          inputs: { name: "app", envs, networksAdvanced: [{ name: "n" }] },
        },
      ]).containers.map(({ uses }) => uses);
    assert.deepEqual(named(["DB_HOST=redis", "A=b"]), [["redis"], undefined]);
    assert.deepEqual(
      named({ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "x" }),
      [undefined, undefined],
    );
  });

  it("is drawn as a dashed line, between networks and within one, and written in Mermaid", async () => {
    const topology = {
      networks: [],
      containers: [redis, container("app", { front: [] }, ["db"]), container("cron", { front: [] }, ["app"])],
    };
    const svg = await drawTopology(topology);
    assert.equal(svg.split('class="use"').length - 1, 2);
    assert.match(svg, /<title>app uses redis<\/title><path class="line" d="M[^"]+"\/>/);
    assert.match(svg, /<title>cron uses app<\/title>/);
    assert.equal(mermaidOf(topology).split("-. uses .->").length - 1, 2);
  });
});
