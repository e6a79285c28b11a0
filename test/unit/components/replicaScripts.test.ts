import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startScript } from "../../../components/redis/replicationFiles";
import { routerConf } from "../../../components/replicas/routerFiles";
import {
  handOverScript,
  sentinelConf,
  sentinelLogin,
  sentinelScript,
} from "../../../components/replicas/sentinelFiles";

const GROUP = { name: "my.db", servers: ["db-1", "db-2", "db-3"], sentinels: ["s-1", "s-2", "s-3"] };
const SETTINGS = { quorum: 2, downAfterSeconds: 5, failoverSeconds: 30 };

describe("The scripts of a RedisReplicas", () => {
  let folder: string;

  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "dockwire-scripts-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** A redis-cli that says what the Sentinels do. */
  function sentinelsSay(answers: Readonly<Record<string, string>>) {
    const cases = Object.entries(answers).map(([host, answer]) => `*"-h ${host} "*) printf '%s\\n' ${answer} 6379;;`);
    writeFileSync(join(folder, "redis-cli"), `#!/bin/sh\ncase "$*" in\n${cases.join("\n")}\n*) exit 1;;\nesac\n`);
    chmodSync(join(folder, "redis-cli"), 0o755);
  }

  /** What a server starts; undefined while it waits. */
  function started(self: string): string | undefined {
    const script = join(folder, "start");
    writeFileSync(script, startScript(GROUP, self, false).replaceAll("/tmp/waiting", join(folder, "waiting")));
    const env = { ...process.env, PATH: `${folder}:${process.env.PATH ?? ""}` };
    const { stdout } = spawnSync("timeout", ["1.5", "sh", script, "echo", "redis"], { env, encoding: "utf8" });
    return stdout.split("\n").find((line) => line.startsWith("redis"));
  }

  it("start a server that most Sentinels name as the primary", () => {
    sentinelsSay({ "s-1": "db-2", "s-2": "db-2", "s-3": "db-1" });
    assert.equal(started("db-2"), "redis");
  });

  it("start every other one as its replica, also one that was the primary before", () => {
    sentinelsSay({ "s-1": "db-2", "s-3": "db-2" });
    assert.equal(started("db-1"), "redis --replicaof db-2 6379");
    assert.equal(started("db-3"), "redis --replicaof db-2 6379");
  });

  it("start a replica of one that an edit takes away, until it is gone", () => {
    sentinelsSay({ "s-1": "db-9", "s-2": "db-9" });
    assert.equal(started("db-1"), "redis --replicaof db-9 6379");
  });

  it("start none while less than half of the Sentinels say the same", () => {
    sentinelsSay({ "s-1": "db-1", "s-2": "db-2", "s-3": "db-3" });
    assert.equal(started("db-1"), undefined);
    sentinelsSay({ "s-1": "db-1" });
    assert.equal(started("db-1"), undefined);
    assert.match(
      readFileSync(join(folder, "waiting"), "utf8"),
      /^waiting for 2 of 3 Sentinels to name one primary; they say: db-1\s*$/,
    );
    sentinelsSay({ "s-1": "'(error)'", "s-2": "'(error)'", "s-3": "'(error)'" });
    assert.equal(started("db-1"), undefined);
  });

  /** The file that a Sentinel begins with when it knew this. */
  function sentinelFile(knew: string | undefined, quorum = 2): string[] {
    const [state, config] = [join(folder, "sentinel.conf"), join(folder, "etc")];
    execFileSync("mkdir", ["-p", config]);
    writeFileSync(join(config, "sentinel.conf"), sentinelConf(GROUP, "s-1", { ...SETTINGS, quorum }, false));
    writeFileSync(join(config, "login.conf"), sentinelLogin(GROUP, "word"));
    if (knew !== undefined) writeFileSync(state, knew);
    const script = sentinelScript(GROUP, "s-2", quorum, false)
      .replaceAll("/data", folder)
      .replaceAll("/usr/local/etc/redis", config);
    execFileSync("sh", ["-c", script, "sh", "true"]);
    assert.ok(!existsSync(`${state}.new`));
    return readFileSync(state, "utf8").trim().split("\n");
  }

  it("begin a Sentinel with the first server as the primary", () => {
    const lines = sentinelFile(undefined);
    assert.equal(lines[0], "sentinel monitor my.db db-1 6379 2");
    assert.ok(lines.includes("sentinel down-after-milliseconds my.db 5000"));
    assert.ok(lines.includes("sentinel auth-pass my.db word"));
    assert.deepEqual(
      lines.filter((line) => /myid|epoch|known/.test(line)),
      [],
    );
  });

  it("keep what a Sentinel knew, but not the settings of then, nor who is there no more", () => {
    const knew = [
      "port 1",
      "sentinel myid 0123",
      "sentinel monitor my.db db-2 6379 1",
      "sentinel down-after-milliseconds my.db 1",
      "sentinel config-epoch my.db 7",
      "sentinel leader-epoch my.db 8",
      "sentinel current-epoch 9",
      "sentinel known-replica my.db db-1 6379",
      "sentinel known-replica my.db db-4 6379",
      "sentinel known-sentinel my.db s-2 26379 abc",
      "sentinel known-sentinel my.db s-22 26379 abc",
      "sentinel known-replica my_db db-3 6379",
    ];
    const lines = sentinelFile(knew.join("\n"), 3);
    assert.equal(lines[0], "sentinel monitor my.db db-2 6379 3");
    assert.ok(lines.includes("sentinel down-after-milliseconds my.db 5000"));
    assert.ok(!lines.includes("port 1"));
    assert.deepEqual(
      lines.filter((line) => /myid|epoch|known/.test(line)),
      [knew[1], ...knew.slice(4, 8), knew[9]],
    );
  });
});

describe("The script that hands over", () => {
  it("has another primary chosen when it is none of the servers, and never without an answer", () => {
    const folder = mkdtempSync(join(tmpdir(), "dockwire-scripts-"));
    const chosen = (answer: string) => {
      writeFileSync(
        join(folder, "redis-cli"),
        `#!/bin/sh\ncase "$*" in *failover*) touch ${folder}/chosen;; *) echo "${answer}";; esac\n`,
      );
      chmodSync(join(folder, "redis-cli"), 0o755);
      const script = handOverScript(GROUP, false)
        .replace("sleep 5", "sleep 0.1")
        .replace(/export .*/, "");
      const env = { ...process.env, PATH: `${folder}:${process.env.PATH ?? ""}` };
      spawnSync("timeout", ["0.7", "sh", "-c", script], { env });
      return existsSync(join(folder, "chosen"));
    };
    try {
      assert.deepEqual(["db-1", "db-3", "", "(error) LOADING", "ERR no such master"].filter(chosen), []);
      assert.ok(chosen("db-10"));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("The router of a RedisReplicas", () => {
  it("believes a primary that most Sentinels name and that says so itself", () => {
    const lines = routerConf(GROUP, 100, false).split("\n");
    const said = lines.flatMap((line) => {
      const [, hex] = /tcp-check (?:send-|expect )binary (\w+)/.exec(line) ?? [];
      return hex === undefined ? [] : [Buffer.from(hex, "hex").toString()];
    });
    assert.equal(said[0], "AUTH health any\r\nROLE\r\nQUIT\r\n");
    assert.equal(said[1], "*3\r\n$6\r\nmaster\r\n");
    assert.equal(said[2], "AUTH health any\r\nSENTINEL GET-MASTER-ADDR-BY-NAME my.db\r\n");
    assert.equal(said[3], "$4\r\ndb-1\r\n");
    assert.deepEqual(
      lines.filter((line) => line.includes("use_backend")),
      [0, 1, 2].map((i) => `  use_backend server-${i} if { nbsrv(named-${i}) ge 2 } { nbsrv(server-${i}) ge 1 }`),
    );
  });

  it("believes nobody while every server seems to be the one, as when it has asked none yet", () => {
    const all = [0, 1, 2].map((i) => `{ nbsrv(named-${i}) ge 2 }`).join(" ");
    assert.ok(routerConf(GROUP, 100, false).includes(`  tcp-request connection reject if ${all}\n`));
  });

  it("passes the client's TLS on, which the client verifies", () => {
    const text = routerConf(GROUP, 100, true);
    assert.match(text, /default-server .* check-ssl verify none\n/);
    assert.doesNotMatch(text, /bind .*ssl/);
  });
});
