import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Topology } from "../../topology/Topology";
import { integrationSuite } from "../support/integrationSuite";
import { projectRoot } from "../support/projectRoot";
import { uniquePrefix } from "../support/uniquePrefix";

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

integrationSuite("The command line", ["engine"], (engine) => {
  const prefix = uniquePrefix();
  const [back, front, redis] = [`${prefix}-back`, `${prefix}-front`, `${prefix}-redis`];
  const folder = mkdtempSync(join(tmpdir(), "dockwire-cli-"));

  const redisOnBoth = async (name: string, alias: string) => {
    const made = await engine.docker.createContainer({ name, Image: "redis", HostConfig: { NetworkMode: back } });
    await made.start();
    await engine.docker.getNetwork(front).connect({ Container: made.id, EndpointConfig: { Aliases: [alias] } });
  };

  before(async () => {
    await engine.docker.createNetwork({ Name: back });
    await engine.docker.createNetwork({ Name: front, Internal: true });
    await redisOnBoth(redis, "db");
  });
  after(async () => {
    await engine.sweep(prefix);
    rmSync(folder, { recursive: true });
  });

  const dockwire = (...args: string[]) =>
    new Promise<Run>((resolve) => {
      const program = ["--require", "ts-node/register/transpile-only", join(projectRoot, "cli/dockwire.ts"), ...args];
      const env = { ...process.env, TS_NODE_PROJECT: join(projectRoot, "tsconfig.run.json") };
      execFile(process.execPath, program, { cwd: projectRoot, env }, (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
      );
    });

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
    ["an address that is none", ["ls", "--host", "my-engine"], 1, /is not an Engine address/],
    [
      "a file that cannot be written",
      ["graph", "-o", `/nowhere/${prefix}/a.svg`],
      1,
      /Writing the picture to \/nowhere/,
    ],
    ["a port that is none", ["watch", "--port", "99999"], 2, /--port takes a whole number from 0 to 65535/],
    ["a port in words", ["watch", "--port", "web"], 2, /--port takes a whole number from 0 to 65535/],
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

  it("explains itself and its commands", async () => {
    const { code, stdout } = await dockwire("--help");
    assert.equal(code, 0);
    for (const command of ["ls", "inspect <network>", "graph", "watch", "doctor", "completion"])
      assert.ok(stdout.includes(command));
    assert.match((await dockwire("graph", "--help")).stdout, /--from .*engine.*stack.*program/s);
  });
});
