import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../support/projectRoot";
import { skip } from "../support/skip";

/** What an Engine of the machine's user has in its network before the sandbox comes. */
const USERS = `
ip link add virbr0 type bridge
iptables -A FORWARD -i virbr0 -j ACCEPT`;

/** What a dockerd leaves when it is killed: bridges, chains, rules of both families, the raw table, forwarding. */
const LEFT_BEHIND = `
for bridge in docker0 br-0123456789ab; do ip link add $bridge type bridge; done
iptables -P FORWARD DROP; echo 1 > /proc/sys/net/ipv4/ip_forward
iptables -N DOCKER; iptables -N DOCKER-USER; iptables -A FORWARD -j DOCKER-USER; iptables -A FORWARD -o docker0 -j DOCKER
iptables -A DOCKER -i br-0123456789ab -j ACCEPT
iptables -t nat -N DOCKER; iptables -t nat -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
iptables -t nat -A POSTROUTING -s 10.213.1.0/24 ! -o br-0123456789ab -j MASQUERADE
iptables -t raw -A PREROUTING -d 10.213.1.2/32 ! -i br-0123456789ab -j DROP
ip6tables -N DOCKER; ip6tables -A FORWARD -o br-0123456789ab -j DOCKER`;

/** What is in the network, without counters and comments. */
const SHOW = `
for family in iptables ip6tables; do for table in filter nat raw; do
  $family-save -t $table 2> /dev/null | grep -v '^#' | sed 's/ \\[[0-9:]*\\]//'
done; done
ip -o link show type bridge | sed 's/^[0-9]*: \\([^:@]*\\).*/bridge \\1/'
cat /proc/sys/net/ipv4/ip_forward`;

describe("sandbox:down and the machine's network", function () {
  this.timeout(60_000);
  let folder: string;

  before(function () {
    folder = mkdtempSync(join(tmpdir(), "dockwire-network-"));
    const { status } = spawnSync("unshare", ["--net", "sh", "-c", "iptables -S && ip6tables -S && ip link"]);
    if (status !== 0) skip(this, "a network namespace with a firewall needs root, unshare, iptables and iproute2");
  });
  after(() => rmSync(folder, { recursive: true }));

  /** What is in a network namespace of its own before and after the steps; `$1` of each is the file of the record. */
  function beforeAndAfter(steps: readonly string[]): { before: string[]; after: string[] } {
    const script = ["set -eu", USERS, `show() {${SHOW}\n}`, "show > before", ...steps, "show > after"].join("\n");
    writeFileSync(join(folder, "script.sh"), script);
    execFileSync("unshare", ["--net", "sh", "script.sh"], { cwd: folder });
    const read = (name: string) => execFileSync("cat", [name], { cwd: folder, encoding: "utf8" }).trim().split("\n");
    return { before: read("before"), after: read("after") };
  }

  function call(statement: string): string {
    const file = join(folder, `${Math.random()}.ts`);
    const module = JSON.stringify(join(projectRoot, "sandbox/engine/HostNetwork"));
    writeFileSync(
      file,
      `import { rememberHostNetwork, restoreHostNetwork } from ${module};\nconst record = ${JSON.stringify(join(folder, "record"))};\nvoid ${statement};\n`,
    );
    return `"${process.execPath}" --require "${join(projectRoot, "scripts/register.cjs")}" "${file}"`;
  }

  const REMEMBER = "rememberHostNetwork(record)";
  const restore = (isShared: boolean) => `restoreHostNetwork(record, ["docker0", "br-0123456789ab"], ${isShared})`;

  it("is put back to what it was: bridges, rules and chains of both families, the raw table, policy, forwarding", () => {
    const { before, after } = beforeAndAfter([call(REMEMBER), LEFT_BEHIND, call(restore(false))]);
    assert.deepEqual(after, before);
  });

  it("keeps what another Engine uses by now: docker0, chains, policy, forwarding", () => {
    const { after } = beforeAndAfter([call(REMEMBER), LEFT_BEHIND, call(restore(true))]);
    for (const line of ["bridge docker0", "bridge virbr0", "-A FORWARD -j DOCKER-USER", ":FORWARD DROP", ":DOCKER -"]) {
      assert.ok(after.includes(line), `${line} is gone:\n${after.join("\n")}`);
    }
    assert.equal(after.at(-1), "1");
    assert.deepEqual(
      after.filter((line) => line.includes("br-0123456789ab")),
      [],
    );
  });

  it("keeps all but the private Engine's own bridges where that did not run since the machine was started", () => {
    const record = {
      place: "an earlier boot",
      families: { iptables: { forwarding: "0", forwardPolicy: "ACCEPT", chains: [] } },
    };
    writeFileSync(join(folder, "record"), JSON.stringify({ ...record, hasDefaultBridge: false }));
    const { after } = beforeAndAfter([LEFT_BEHIND, call(restore(false))]);
    for (const line of ["bridge docker0", ":DOCKER -", ":DOCKER-USER -", ":FORWARD DROP"]) {
      assert.ok(after.includes(line), `${line} is gone:\n${after.join("\n")}`);
    }
    assert.equal(after.includes("bridge br-0123456789ab"), false);
  });
});
