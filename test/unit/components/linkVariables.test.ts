import assert from "node:assert/strict";
import {
  linkAliasProblem,
  linkHostNames,
  linkVariables,
  variablePrefix,
} from "../../../components/client/linkVariables";

describe("The variables of a link", () => {
  it("are those of the documents, byte for byte and in their order", () => {
    const variables = linkVariables({
      alias: "xxx",
      client: "naughty_ptolemy",
      host: "172.17.0.2",
      ports: [{ port: 6379 }],
      environment: { PATH: "/bin", HOME: "/root", GOSU_VERSION: "1.17", REDIS_DOWNLOAD_URL: "https://example.org/a=b" },
    });
    assert.deepEqual(
      Object.entries(variables).map(([name, value]) => `${name}=${value}`),
      [
        "XXX_PORT=tcp://172.17.0.2:6379",
        "XXX_PORT_6379_TCP=tcp://172.17.0.2:6379",
        "XXX_PORT_6379_TCP_ADDR=172.17.0.2",
        "XXX_PORT_6379_TCP_PORT=6379",
        "XXX_PORT_6379_TCP_PROTO=tcp",
        "XXX_NAME=/naughty_ptolemy/xxx",
        "XXX_ENV_GOSU_VERSION=1.17",
        "XXX_ENV_REDIS_DOWNLOAD_URL=https://example.org/a=b",
      ],
    );
  });

  it("take the lowest port as the link's own, tcp before udp", () => {
    const ports = [{ port: 8000 }, { port: 53, protocol: "udp" as const }, { port: 53 }];
    const variables = linkVariables({ alias: "dns", client: "c", host: "h", ports });
    assert.equal(variables.DNS_PORT, "tcp://h:53");
    assert.equal(variables.DNS_PORT_53_UDP, "udp://h:53");
    assert.equal(variables.DNS_PORT_8000_TCP_PORT, "8000");
  });

  it("have the alias in capitals with underscores for hyphens, and the alias itself in the name", () => {
    assert.equal(variablePrefix("my-db.a"), "MY_DB.A");
    assert.equal(linkVariables({ alias: "my-db", client: "c", host: "h", ports: [] }).MY_DB_NAME, "/c/my-db");
  });
});

describe("The host line of a link", () => {
  it("holds the alias, the short id and the name", () => {
    assert.equal(linkHostNames("xxx", "0123456789abcdef0123", "redis-server"), "xxx 0123456789ab redis-server");
  });
});

describe("A link's name", () => {
  for (const alias of ["xxx", "my-db", "A.b_1"]) {
    it(`may be "${alias}"`, () => assert.equal(linkAliasProblem(alias), undefined));
  }
  for (const alias of ["", "1db", "a b", "a=b", "a:b", "ä"]) {
    it(`is refused when it is "${alias}"`, () => {
      assert.match(
        linkAliasProblem(alias) ?? "",
        new RegExp(`^"${alias}" cannot be a link's name: begin with a letter`),
      );
    });
  }
});
