import assert from "node:assert/strict";
import { redisSettingProblem, redisValueText, type RedisValue } from "../../../components/redis/redisSettings";

const GOOD: [string, RedisValue][] = [
  ["appendonly", true],
  ["appendonly", "no"],
  ["appendfsync", "always"],
  ["maxmemory", "100mb"],
  ["maxmemory", 1048576],
  ["maxmemory-policy", "allkeys-lru"],
  ["maxclients", 100],
  ["hz", "50"],
  ["list-max-listpack-size", -2],
  ["save", "3600 1 300 100"],
  ["save", ""],
  ["notify-keyspace-events", "KEA"],
];

const BAD: [string, RedisValue, RegExp][] = [
  ["maxmemroy", "1mb", /^is not a setting of redis that this component knows; did you mean "maxmemory"\?$/],
  ["no-such-thing-at-all", 1, /^is not a setting of redis that this component knows$/],
  ["appendonly", "maybe", /^is "maybe"; it can be true or false$/],
  ["appendfsync", "never", /^is "never"; it can be always, everysec, no$/],
  ["maxclients", -0.5, /^is "-0.5"; give a whole number$/],
  ["maxclients", "many", /^is "many"; give a whole number$/],
  ["maxmemory", "-1mb", /^is "-1mb"; give bytes, or a number with kb, mb or gb$/],
  ["maxmemory", "a lot", /give bytes, or a number/],
  ["save", "60 1\nrequirepass x", /^holds a line break or control sign$/],
  ["dbfilename", "a\u0000b", /control sign/],
  ["port", 7000, /^is set by this component: redis listens on 6379; "ports" publishes it under another number$/],
  ["requirepass", "x", /^is set by this component: use "password"$/],
  ["aclfile", "/x", /use "password" and "adminPassword"$/],
  ["protected-mode", false, /^is set by this component: authentication guards it$/],
  ["rename-command", "FLUSHALL x", /has no dangerous commands anyway$/],
  ["enable-debug-command", true, /it would weaken the server$/],
  ["tls-port", 6380, /use "tls"$/],
  ["include", "/etc/other.conf", /give the settings here$/],
];

describe("A redis setting", () => {
  for (const [name, value] of GOOD) {
    it(`may be ${name} ${JSON.stringify(value)}`, () => assert.equal(redisSettingProblem(name, value), undefined));
  }
  for (const [name, value, text] of BAD) {
    it(`is refused when it is ${name} ${JSON.stringify(value)}`, () => {
      assert.match(redisSettingProblem(name, value) ?? "", text);
    });
  }
  it("is written as redis reads it", () => {
    assert.deepEqual([true, false, 5, "x"].map(redisValueText), ["yes", "no", "5", "x"]);
  });
});
