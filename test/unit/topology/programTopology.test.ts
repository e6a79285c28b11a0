import assert from "node:assert/strict";
import type { ProgramResource } from "../../../topology/sources/ProgramResource";
import { programTopology } from "../../../topology/sources/programTopology";

const urn = (type: string, name: string) => `urn:pulumi:dev::p::${type}::${name}`;
const [NETWORK, CONTAINER, ATTACHMENT, SERVICE, IMAGE] = [
  "dockwire:index:Network",
  "docker:index/container:Container",
  "dockwire:index:NetworkAttachment",
  "docker:index/service:Service",
  "docker:index/remoteImage:RemoteImage",
] as const;
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const resource = (type: string, name: string, rest: Partial<ProgramResource>): ProgramResource => ({
  urn: urn(type, name),
  type,
  ...rest,
});

describe("The topology that a program declares", () => {
  it("is read off a preview, where ids are not known yet, by what depends on what", () => {
    const topology = programTopology([
      resource(NETWORK, "back", { inputs: { name: "backend" } }),
      resource(NETWORK, "front", { inputs: { name: "frontend", internal: true, subnet: "10.9.0.0/24" } }),
      resource(CONTAINER, "redis", {
        inputs: { name: "redis", image: "redis:7", networksAdvanced: [{ name: UNKNOWN }] },
        propertyDependencies: { networksAdvanced: [urn(NETWORK, "back")] },
      }),
      resource(ATTACHMENT, "wire", {
        inputs: { container: UNKNOWN, network: UNKNOWN, aliases: ["db"] },
        propertyDependencies: { container: [urn(CONTAINER, "redis")], network: [urn(NETWORK, "front")] },
      }),
    ]);
    assert.deepEqual(topology, {
      networks: [
        { name: "backend", driver: "bridge", internal: false, subnets: [] },
        { name: "frontend", driver: "bridge", internal: true, subnets: ["10.9.0.0/24"] },
      ],
      containers: [
        {
          name: "redis",
          image: "redis:7",
          state: "planned",
          health: "unchecked",
          ports: [],
          connections: [
            { network: "backend", aliases: [], addresses: [] },
            { network: "frontend", aliases: ["db"], addresses: [] },
          ],
        },
      ],
    });
  });

  it("has a container that somebody else made when an attachment names it", () => {
    const inputs = { container: "theirs", network: "shared", aliases: ["cache"] };
    const { containers, networks } = programTopology([resource(ATTACHMENT, "wire", { inputs })]);
    assert.deepEqual(
      containers.map(({ name, connections }) => [name, connections]),
      [["theirs", [{ network: "shared", aliases: ["cache"], addresses: [] }]]],
    );
    assert.deepEqual(
      networks.map(({ name }) => name),
      ["shared"],
    );
  });

  it("shows published ports as docker does", () => {
    const ports = [
      { ip: "127.0.0.1", external: 3000, internal: 80 },
      { internal: 53, external: 53, protocol: "udp" },
    ];
    const { containers } = programTopology([resource(CONTAINER, "c", { id: "c0", inputs: { name: "c", ports } })]);
    assert.deepEqual(containers[0]?.ports, ["127.0.0.1:3000->80/tcp", "53->53/udp"]);
    assert.equal(containers[0]?.state, "running");
  });

  describe("has one box for a service of a swarm", () => {
    const inputs = {
      name: "web",
      taskSpec: {
        containerSpec: { image: UNKNOWN, env: { DB_HOST: "redis" } },
        networksAdvanceds: [{ id: UNKNOWN }, { id: UNKNOWN }],
      },
      mode: { replicated: { replicas: 3 } },
      endpointSpec: { ports: [{ targetPort: 80, publishedPort: 8080, protocol: "tcp" }] },
    };
    const others = [
      resource(NETWORK, "back", { inputs: { name: "backend" }, outputs: { networkId: "n1" } }),
      resource(NETWORK, "front", { inputs: { name: "frontend" }, outputs: { networkId: "n2" } }),
      resource(IMAGE, "image", { inputs: { name: "example/web:1" } }),
      resource(CONTAINER, "redis", { id: "c0", inputs: { name: "redis", networksAdvanced: [{ name: "backend" }] } }),
    ];
    const serviceIn = (service: ProgramResource) =>
      programTopology([...others, service]).containers.find(({ name }) => name === "web");

    it("in a preview, by what it depends on", () => {
      const taskSpec = [urn(IMAGE, "image"), urn(NETWORK, "back"), urn(NETWORK, "front")];
      assert.deepEqual(serviceIn(resource(SERVICE, "web-service", { inputs, propertyDependencies: { taskSpec } })), {
        name: "web",
        image: "example/web:1",
        state: "planned",
        health: "unchecked",
        ports: ["8080->80/tcp"],
        connections: [
          { network: "backend", aliases: [], addresses: [] },
          { network: "frontend", aliases: [], addresses: [] },
        ],
        uses: ["redis"],
        service: "web",
        replicas: 3,
      });
    });

    it("in a state, by the ids of its networks", () => {
      const containerSpec = { image: "example/web:2" };
      const taskSpec = { containerSpec, networksAdvanceds: [{ id: "n2", aliases: ["site"] }] };
      const global = { ...inputs, taskSpec, mode: { global: true } };
      const found = serviceIn(resource(SERVICE, "web-service", { id: "s0", inputs: global }));
      assert.equal(found?.image, "example/web:2");
      assert.equal(found.state, "running");
      assert.equal(found.replicas, "global");
      assert.deepEqual(found.connections, [{ network: "frontend", aliases: ["site"], addresses: [] }]);
    });
  });
});
