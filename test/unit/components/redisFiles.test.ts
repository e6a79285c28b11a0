import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
  passwordProblem,
  redisCliScript,
  redisConf,
  redisHealthTest,
  redisUrl,
  redisUsers,
} from "../../../components/redis/redisFiles";

const PASSWORD = "correct-horse-battery";
const hash = (text: string) => createHash("sha256").update(text).digest("hex");
const lines = (text: string) => text.trimEnd().split("\n");

describe("The configuration file of redis", () => {
  const plan = { port: 6379, tls: false, memoryMiB: 512, settings: {} };

  it("keeps the data on disk, bounds the memory below the container's limit, and reads the users from a file", () => {
    assert.deepEqual(lines(redisConf(plan)), [
      "appendonly yes",
      "maxmemory 384mb",
      "port 6379",
      "protected-mode yes",
      "dir /data",
      "aclfile /usr/local/etc/redis/users.acl",
    ]);
  });

  it("lets the caller's settings count more than its defaults", () => {
    const conf = lines(redisConf({ ...plan, settings: { appendonly: false, maxmemory: "1gb", save: "" } }));
    assert.ok(conf.includes("appendonly no"));
    assert.ok(conf.includes("maxmemory 1gb"));
    assert.ok(conf.includes('save ""'));
  });

  it("never lets them open what has to stay closed", () => {
    const conf = lines(redisConf({ ...plan, settings: { "protected-mode": false, aclfile: "/none" } }));
    assert.ok(conf.includes("protected-mode yes"));
    assert.ok(conf.includes("aclfile /usr/local/etc/redis/users.acl"));
    assert.equal(conf.filter((line) => line.startsWith("aclfile")).length, 1);
  });

  it("has no memory bound without a limit of the container", () => {
    assert.doesNotMatch(redisConf({ ...plan, memoryMiB: undefined }), /maxmemory/);
  });

  it("closes the plain port when there is TLS", () => {
    const conf = lines(redisConf({ ...plan, tls: true }));
    assert.ok(conf.includes("port 0"));
    assert.ok(conf.includes("tls-port 6379"));
    assert.ok(conf.includes("tls-auth-clients no"));
  });
});

describe("The users of redis", () => {
  it("are a client without dangerous commands and a health check that can ping; nobody else gets in", () => {
    assert.deepEqual(lines(redisUsers({ client: PASSWORD })), [
      "user default reset off",
      "user health reset on nopass +ping",
      `user client reset on #${hash(PASSWORD)} ~* &* +@all -@admin -@dangerous +info +sort +sort_ro`,
    ]);
  });

  it("are written as hashes: no password is in the file", () => {
    const text = redisUsers({ client: PASSWORD, admin: "another-long-password" });
    assert.ok(!text.includes(PASSWORD) && !text.includes("another-long-password"));
    assert.ok(lines(text).includes(`user admin reset on #${hash("another-long-password")} ~* &* +@all`));
  });
});

describe("A redis address", () => {
  it("has the user and the password in it, quoted where a URL needs it", () => {
    const url = redisUrl({ host: "redis", port: 6379, tls: true, username: "client", password: "a/b@c:d" });
    assert.equal(url, "rediss://client:a%2Fb%40c%3Ad@redis:6379");
    assert.equal(new URL(url).hostname, "redis");
  });
  it("has nobody in it without a password", () => {
    assert.equal(redisUrl({ host: "redis", port: 6379, tls: false }), "redis://redis:6379");
  });
});

describe("A password", () => {
  it("may hold any printable sign", () => assert.equal(passwordProblem("aB3$%^&*()'\"\\"), undefined));
  for (const bad of ["", "short", "has a space in it", "has\nline-break", "tab\tseparated-it"]) {
    it(`is refused when it is ${JSON.stringify(bad)}, without being repeated`, () => {
      const problem = passwordProblem(bad) ?? "";
      assert.match(problem, /^a password (needs 12 characters or more|has no spaces, line breaks or control signs)$/);
    });
  }
});

describe("The commands inside the container", () => {
  it("look at what redis-cli printed, as it ends well even when the answer is an error", () => {
    assert.deepEqual(redisHealthTest(["-p", "6379"], "health"), [
      "CMD-SHELL",
      "redis-cli --no-auth-warning --user health --pass any -p 6379 ping | grep -q PONG",
    ]);
    assert.deepEqual(redisHealthTest(["-p", "6379"], undefined)[1], "redis-cli -p 6379 ping | grep -q PONG");
  });
  it("read the password from a file", () => {
    assert.equal(
      redisCliScript(["-p", "6379"]),
      '#!/bin/sh\nREDISCLI_AUTH="$(cat /usr/local/etc/redis/client.password)" exec redis-cli --user client -p 6379 "$@"\n',
    );
  });
});
