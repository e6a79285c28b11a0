import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Topology } from "../../topology/Topology";
import { integrationSuite } from "../support/integrationSuite";
import { runDockwire, startDockwire } from "../support/runDockwire";
import { uniquePrefix } from "../support/uniquePrefix";

/** What no output may hold; lines end. */
const CONTROLLING = /[^\n\P{Cc}]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

integrationSuite("The command line", ["engine"], (engine) => {
  const prefix = uniquePrefix();
  const [back, front, redis] = [`${prefix}-back`, `${prefix}-front`, `${prefix}-redis`];
  const folder = mkdtempSync(join(tmpdir(), "dockwire-cli-"));
  const file = join(folder, "a file");

  const redisOnBoth = async (name: string, alias: string) => {
    const made = await engine.docker.createContainer({ name, Image: "redis", HostConfig: { NetworkMode: back } });
    await made.start();
    await engine.docker.getNetwork(front).connect({ Container: made.id, EndpointConfig: { Aliases: [alias] } });
  };

  before(async () => {
    writeFileSync(file, "");
    await engine.docker.createNetwork({ Name: back });
    await engine.docker.createNetwork({ Name: front, Internal: true });
    await redisOnBoth(redis, "db");
  });
  after(async () => {
    await engine.sweep(prefix);
    rmSync(folder, { recursive: true });
  });

  const dockwire = (...args: string[]) => runDockwire(args);

  it("lists networks with their containers and aliases", async () => {
    const { code, stdout } = await dockwire("ls");
    assert.equal(code, 0);
    assert.match(stdout, new RegExp(`^${front} +bridge, internal +\\S+ +${redis} \\(db\\)$`, "m"));
    assert.match(stdout, new RegExp(`^${back} +bridge +\\S+ +${redis}$`, "m"));
  });

  it("tells other programs the same as JSON", async () => {
    const { containers } = JSON.parse((await dockwire("ls", "--json")).stdout) as Topology;
    const found = containers.find(({ name }) => name === redis);
    assert.deepEqual(
      found?.connections.map(({ network, aliases }) => [network, aliases]),
      [
        [back, []],
        [front, ["db"]],
      ],
    );
  });

  it("shows a network's members with their addresses", async () => {
    const { stdout } = await dockwire("inspect", front);
    const address = (await engine.container(redis))?.NetworkSettings.Networks[front]?.IPAddress ?? "?";
    assert.match(stdout, /: 1 of \d+ addresses in use/);
    assert.match(stdout, new RegExp(`^${redis} +${address} +db +running$`, "m"));
  });

  it("draws the Engine's topology into a file", async () => {
    const file = join(folder, "engine.svg");
    assert.equal((await dockwire("graph", "--output", file)).code, 0);
    const svg = readFileSync(file, "utf8");
    assert.ok(svg.startsWith("<svg "), svg.slice(0, 80));
    for (const name of [back, front, redis]) assert.ok(svg.includes(`>${name}</text>`), name);
    assert.match((await dockwire("graph", "--format", "mermaid")).stdout, /-- "db" -->/);
  });

  it("finds an alias that leads to two containers, and says what to do", async () => {
    await redisOnBoth(`${redis}2`, "DB");
    const { stdout } = await dockwire("doctor");
    assert.ok(stdout.includes(`! network "${front}": the alias "db" leads to ${redis} and ${redis}2`), stdout);
    assert.match(stdout, /take the alias from one/);
  });

  const refused: [string, string[], number, RegExp][] = [
    ["a network that is not there", ["inspect", `${prefix}-none`], 1, /there is no such network/],
    ["a command that there is not", ["grph"], 2, /Did you mean graph\?/],
    ["an option that there is not", ["ls", "--jsno"], 2, /Unknown argument: jsno/],
    ["no command at all", [], 2, /Name a command/],
    ["a form that there is not", ["graph", "--format", "gif"], 2, /Choices: "svg", "mermaid", "html", "json"/],
    ["an Engine that does not answer", ["ls", "--host", `unix:///nowhere/${prefix}.sock`], 1, /does not answer/],
    [
      "an address that is none",
      ["ls", "--host", "my-engine"],
      1,
      /address from --host cannot be used: "my-engine" is not an Engine address/,
    ],
    [
      "a file that cannot be written",
      ["graph", "-o", `/nowhere/${prefix}/a.svg`],
      1,
      /Writing the picture to \/nowhere/,
    ],
    ["a port that is none", ["watch", "--port", "99999"], 2, /--port takes a whole number from 0 to 65535/],
    ["a port in words", ["watch", "--port", "web"], 2, /--port takes a whole number from 0 to 65535/],
    ["an option twice", ["adopt", "--out", `${prefix}-a`, "--out", `${prefix}-b`], 2, /--out can be given once/],
    ["an option that is empty", ["adopt", "--out", ""], 2, /"out" is empty/],
    ["an option without a value", ["graph", "--output"], 2, /Not enough arguments following: output/],
    ["a list without a value", ["adopt", "--out", "x", "--network"], 2, /Not enough arguments following: network/],
    ["a name that is empty", ["inspect", ""], 2, /"network" is empty/],
    ["one network too many", ["inspect", back, front], 2, new RegExp(`Unknown argument: ${front}`)],
    ["a stack for the Engine's picture", ["graph", "--stack", "dev"], 2, /--stack goes with --from stack/],
    [
      "an Engine for a stack's picture",
      ["graph", "--from", "stack", "--host", "x"],
      2,
      /a stack has an Engine of its own/,
    ],
    ["an Engine for a Compose file", ["from-compose", "x", "--out", "y", "--host", "z"], 2, /looks at no Engine/],
    [
      "a stack for a program",
      ["from-compose", "x", "--out", "y", "--stack", "z"],
      2,
      /--stack goes with --set-secrets/,
    ],
    [
      "a host and a context",
      ["ls", "--host", "unix:///x", "--context", "y"],
      2,
      /host and context are mutually exclusive/,
    ],
    [
      "a context that there is not",
      ["ls", "--context", prefix],
      1,
      /The docker context ".*" from --context does not exist/,
    ],
    [
      "a folder as a picture",
      ["graph", "-o", folder],
      1,
      /Writing the picture to .*: this is a folder, and a file is wanted/,
    ],
    [
      "a Compose file that is not there",
      ["from-compose", join(folder, "none.yaml"), "--out", join(folder, "x")],
      1,
      /^Reading \S+none\.yaml: there is no such file or folder/,
    ],
    [
      "a folder as a Compose file",
      ["from-compose", folder, "--out", join(folder, "x")],
      1,
      /^Reading \S+: this is a folder, and a file is wanted/,
    ],
    [
      "a file as the folder of a program",
      ["adopt", "--network", front, "--out", file],
      1,
      /^Writing the program to .+: this is a file, and a folder is wanted/,
    ],
    [
      "a folder below a file",
      ["adopt", "--network", front, "--out", join(file, "x")],
      1,
      /^Writing the program to .+: a part of this path is a file/,
    ],
    [
      "to watch an Engine that does not answer",
      ["watch", "--host", `unix:///nowhere/${prefix}.sock`],
      1,
      /does not answer/,
    ],
    ["to watch a stack that there is not", ["watch", "--stack", `${prefix}-none`], 1, /pulumi stack export/],
    ["a folder without a Pulumi project", ["graph", "--from", "stack", "--stack", "none"], 1, /pulumi stack export/],
  ];
  for (const [what, args, expected, text] of refused) {
    it(`refuses ${what} with a sentence, no stack, and exit code ${expected}`, async () => {
      const { code, stdout, stderr } = await dockwire(...args);
      assert.equal(code, expected, stderr);
      assert.match(stderr, text);
      assert.doesNotMatch(stderr, /^\s+at .*:\d+:\d+/m);
      assert.equal(stdout, "");
    });
  }

  for (const [what, status, body] of [
    ["a web page", 200, "<html></html>"],
    ["JSON of something else", 200, "{}"],
    ["that it has no such thing", 404, "not here"],
  ] as const) {
    it(`says that it is no Engine which answers ${what}`, async () => {
      const server = createServer((_, response) => response.writeHead(status).end(body));
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      try {
        const { code, stderr } = await dockwire(
          "ls",
          "--host",
          `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
        );
        assert.equal(code, 1);
        assert.match(
          stderr,
          /^the Docker Engine at tcp:\S+ \(from --host\) does not answer: what answers there is no Docker Engine/,
        );
      } finally {
        server.close();
      }
    });
  }

  it("ends without a word when nobody reads on, as head does", async () => {
    const child = startDockwire(["graph"]);
    child.stdout?.destroy();
    let said = "";
    child.stderr?.on("data", (text: Buffer) => (said += text.toString()));
    const [code] = (await once(child, "close")) as [number | null];
    assert.deepEqual([code, said], [0, ""]);
  });

  it("shows what could control a terminal by a sign, and in JSON by its number", async () => {
    const [alias, shown] = ["a\u001b[31m\u009b2J\u202eb", "a�[31m�2J�b"];
    await redisOnBoth(`${redis}-odd`, alias);
    for (const args of [["ls"], ["inspect", front], ["doctor"]]) {
      const { stdout } = await dockwire(...args);
      assert.doesNotMatch(stdout, CONTROLLING);
      if (args[0] !== "doctor") assert.ok(stdout.includes(shown), stdout);
    }
    for (const args of [["ls"], ["inspect", front], ["graph"]]) {
      const { stdout } = await dockwire(...args, "--json");
      assert.doesNotMatch(stdout, CONTROLLING);
      assert.ok(JSON.stringify(JSON.parse(stdout)).includes(JSON.stringify(alias)));
    }
    for (const format of ["svg", "mermaid"])
      assert.doesNotMatch((await dockwire("graph", "--format", format)).stdout, CONTROLLING);
    const { stderr } = await dockwire("inspect", `${front}\u001b[2J`);
    assert.match(stderr, /no such network/);
    assert.doesNotMatch(stderr, CONTROLLING);
  });

  it("explains itself and its commands", async () => {
    const { code, stdout } = await dockwire("--help");
    assert.equal(code, 0);
    for (const command of ["ls", "inspect <network>", "graph", "watch", "doctor", "completion"])
      assert.ok(stdout.includes(command));
    assert.match((await dockwire("graph", "--help")).stdout, /--from .*engine.*stack.*program/s);
  });
});
