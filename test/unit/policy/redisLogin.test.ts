import assert from "node:assert/strict";
import { redisConf, redisUsers } from "../../../components/redis/redisFiles";
import { type Login, redisLogin } from "../../../policy/redisLogin";
import { type Known, UNKNOWN } from "../../../policy/values";

interface Given {
  readonly image?: string;
  readonly command?: Known<string[]>;
  readonly environment?: Record<string, string>;
  readonly files?: Record<string, Known<string>>;
}

function login({ image = "redis:7", command = [], environment = {}, files = {} }: Given): Login {
  return redisLogin({
    images: [{ name: image, built: false }],
    command,
    environment,
    files: new Map(Object.entries(files)),
  });
}

const CONF = "/etc/redis.conf";
const ACL = "/etc/users.acl";
const server = (...options: string[]) => ["redis-server", ...options];

describe("The login of a redis", () => {
  const table: [string, Given, Login][] = [
    ["the image as it comes", {}, "open"],
    ["a server without options", { command: server() }, "open"],
    ["a password", { command: server("--requirepass", "x") }, "required"],
    ["a password by an equals sign", { command: ["dragonfly", "--requirepass=x"] }, "required"],
    ["an option for the image's entrypoint", { command: ["--requirepass", "x"] }, "required"],
    ["an entrypoint that is written out", { command: ["docker-entrypoint.sh", "--requirepass", "x"] }, "required"],
    ["an empty password", { command: server("--requirepass", "") }, "open"],
    ["an empty password by an equals sign", { command: server("--requirepass=") }, "open"],
    ["a password that is taken back", { command: server("--requirepass", "x", "--requirepass", "") }, "open"],
    ["another option in capitals", { command: server("--REQUIREPASS", "x") }, "required"],
    ["the word redis.conf among the words", { command: server("--loglevel", "redis.conf") }, "open"],
    ["a file that nobody here writes", { command: server(CONF) }, { unseen: CONF }],
    ["such a file for the image's entrypoint", { command: [CONF] }, { unseen: CONF }],
    ["such a file and a password after it", { command: server(CONF, "--requirepass", "x") }, "required"],
    ["a script", { command: ["/start"] }, { unseen: "/start" }],
    ["a file with a password", { command: server(CONF), files: { [CONF]: "port 1\nrequirepass x" } }, "required"],
    ["a file with an empty password", { command: server(CONF), files: { [CONF]: 'requirepass ""' } }, "open"],
    ["a file with a comment alone", { command: server(CONF), files: { [CONF]: "# requirepass x" } }, "open"],
    [
      "an option over the file",
      { command: server(CONF, "--requirepass", ""), files: { [CONF]: "requirepass x" } },
      "open",
    ],
    ["a file that is not known yet", { command: server(CONF), files: { [CONF]: UNKNOWN } }, "required"],
    ["a command that is not known yet", { command: UNKNOWN }, "required"],
    ["users that nobody here writes", { command: server("--aclfile", ACL) }, { unseen: ACL }],
    ["users without the default one", { command: server("--aclfile", ACL), files: { [ACL]: "user a on >x" } }, "open"],
    [
      "the default user with a password",
      { command: server("--aclfile", ACL), files: { [ACL]: "user default on >x" } },
      "required",
    ],
    [
      "the default user without one",
      { command: server("--aclfile", ACL), files: { [ACL]: "user default on >x nopass" } },
      "open",
    ],
    [
      "the default user off",
      { command: server("--aclfile", ACL), files: { [ACL]: "user default nopass off" } },
      "required",
    ],
    ["a user by an option", { command: server("--user", "default", "on", "#ab") }, "required"],
    [
      "arguments of redis-stack",
      { image: "redis/redis-stack", environment: { REDIS_ARGS: "--requirepass x" } },
      "required",
    ],
    ["a variable that the official image does not know", { environment: { REDIS_PASSWORD: "x" } }, "open"],
    [
      "the same variable in an image of Bitnami",
      { image: "bitnami/redis", environment: { REDIS_PASSWORD: "x" } },
      "required",
    ],
    ["an empty one there", { image: "bitnami/redis", environment: { REDIS_PASSWORD: "" } }, "open"],
  ];
  for (const [name, given, wanted] of table) {
    it(`is ${typeof wanted === "string" ? wanted : "unseen"} with ${name}`, () =>
      assert.deepEqual(login(given), wanted));
  }

  it("is required by the files that a RedisServer writes", () => {
    const folder = "/usr/local/etc/redis";
    const conf = redisConf({ port: 6379, tls: false, memoryMiB: undefined, settings: {} });
    const files = {
      [`${folder}/redis.conf`]: conf,
      [`${folder}/users.acl`]: redisUsers({ client: "a password of its own" }),
    };
    assert.equal(login({ command: server(`${folder}/redis.conf`), files }), "required");
  });
});
