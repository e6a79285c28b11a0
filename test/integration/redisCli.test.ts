import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type Docker from "dockerode";
import { DockerFixture } from "../support/DockerFixture";
import { integrationSuite } from "../support/integrationSuite";
import { projectRoot } from "../support/projectRoot";
import { runDockwire, startDockwire } from "../support/runDockwire";
import { skip } from "../support/skip";
import { typeInTerminal } from "../support/terminal";
import { YamlProject } from "../support/YamlProject";

const PASSWORD = `se "same" $HOME 'x'`;

integrationSuite("The command redis-cli", ["engine"], () => {
  const fixture = new DockerFixture();
  const { docker } = fixture;
  const empty = mkdtempSync(join(tmpdir(), "dockwire-empty-"));
  let network: string;

  const server = async (rest: string, Cmd: string[], more: Partial<Docker.ContainerCreateOptions> = {}) => {
    const name = fixture.name(rest);
    const HostConfig = { NetworkMode: network, ...more.HostConfig };
    await (await docker.createContainer({ Image: "redis", name, Cmd, ...more, HostConfig })).start();
    return name;
  };
  const cli = (name: string, words: string[] = [], input?: string, flags: string[] = []) =>
    runDockwire(["redis-cli", name, ...flags, ...(words.length ? ["--", ...words] : [])], { cwd: empty, input });
  /** Tried until the server is up. */
  const answer = async (name: string, words: string[], expected: string) => {
    for (let tries = 20; ; tries--) {
      const { code, stdout, stderr } = await cli(name, words);
      if (stdout.trim() === expected) return code;
      assert.ok(tries > 0, `${code}: ${stdout}${stderr}`);
    }
  };

  before(async () => {
    network = await fixture.makeNetwork("net");
    const EndpointsConfig = { [network]: { Aliases: [fixture.name("alias")] } };
    await server("plain", ["redis-server"], { NetworkingConfig: { EndpointsConfig } });
  });
  after(async () => {
    rmSync(empty, { recursive: true });
    await fixture.remove();
  });

  it("opens a server by the container's name, id and alias", async () => {
    const name = fixture.name("plain");
    const alias = fixture.name("alias");
    const id = (await fixture.container(name))?.Id ?? "";
    for (const ref of [name, id, id.slice(0, 12), alias]) assert.equal(await answer(ref, ["ping"], "PONG"), 0);
  });

  it("hands words, input and the exit code on", async () => {
    const name = fixture.name("plain");
    assert.equal((await cli(name, [], "set a 1\nincr a\n")).stdout, "OK\n2\n");
    assert.equal((await cli(name, ["-x", "set", "b"], "from a pipe")).stdout.trim(), "OK");
    assert.equal((await cli(name, ["--json", "get", "b"])).stdout.trim(), '"from a pipe"');
    const failed = await cli(name, ["-e", "eval", 'return redis.error_reply("NO")', "0"]);
    assert.equal(failed.code, 1);
    assert.match(failed.stdout + failed.stderr, /NO/);
    const wrong = await cli(name, ["-p", "1", "ping"]);
    assert.equal(wrong.code, 1);
    assert.match(wrong.stderr, /Connection refused/);
  });

  it("finds port and password on the command line, in a file, and in the environment of a shell's line", async () => {
    await server("words", ["redis-server", "--port", "7000", "--requirepass", PASSWORD]);
    const script = `printf 'port 7001\\nrequirepass "from the file"\\n' > /data/r.conf && exec redis-server /data/r.conf`;
    await server("file", ["sh", "-c", script]);
    await server("shell", ["sh", "-c", 'exec redis-server --requirepass "$WORD"'], { Env: ["WORD=in a variable"] });
    for (const rest of ["words", "file", "shell"]) assert.equal(await answer(fixture.name(rest), ["ping"], "PONG"), 0);
  });

  it("puts no password on a command line, nor where docker inspect shows it", async () => {
    const secret = "only-in-the-file";
    const name = await server("hidden", ["sh", "-c", `redis-server --requirepass "$(cat /word)"`], {
      Env: ["REDIS_PASSWORD_FILE=/word"],
      Entrypoint: ["sh", "-c", `printf ${secret.replace(/./g, "'$&'")} > /word; exec "$0" "$@"`],
    });
    await answer(name, ["ping"], "PONG");
    const slow = cli(name, ["blpop", "awaited", "60"]);
    const seen: string[] = [];
    for (let tries = 240; tries > 0 && !seen.some((line) => /blpop/.test(line)); tries--) {
      await sleep(250);
      const top = (await docker.getContainer(name).top({ ps_args: "-eo pid,args" })) as {
        Processes: string[][] | null;
      };
      seen.push(...(top.Processes ?? []).map((words) => words.join(" ")));
    }
    assert.ok(
      seen.some((line) => /redis-cli .*blpop/.test(line)),
      seen.join("\n"),
    );
    const { ExecIDs } = (await fixture.container(name)) as unknown as { ExecIDs: string[] | null };
    const execs = await Promise.all((ExecIDs ?? []).map((id) => docker.getExec(id).inspect()));
    const shown = JSON.stringify([seen, execs, await fixture.container(name)]);
    assert.ok(!shown.includes(secret));
    assert.equal((await cli(name, ["rpush", "awaited", "value"])).code, 0);
    assert.equal((await slow).code, 0);
  });

  const clientsOf = async (name: string) => {
    const all = await docker.listContainers({ all: true, filters: { name: ["^/dockwire-[0-9a-f-]{36}$"] } });
    const id = (await fixture.container(name))?.Id ?? "";
    return all.filter(({ HostConfig }) => HostConfig.NetworkMode === `container:${id}`);
  };

  it("runs a client of its own in the network of a server that has none, and leaves nothing behind", async () => {
    const name = fixture.name("bare");
    const without = ["rm -f /usr/bin/redis-cli /usr/local/bin/redis-cli", "exec redis-server --requirepass inside"];
    await server("bare", ["sh", "-c", without.join("; ")], { User: "0" });
    assert.equal(await answer(name, ["ping"], "PONG"), 0);
    assert.equal((await cli(name, [], "ping\n")).stdout.trim(), "PONG");
    const { code, stderr } = await cli(name, ["ping"], undefined, ["--image", fixture.name("no-image")]);
    assert.equal(code, 1);
    assert.match(stderr, /the Engine has no image .*docker pull/);
    assert.deepEqual(await clientsOf(name), []);
  });

  for (const [what, end, expected] of [
    ["Ctrl-C ends it", (child: ChildProcess) => child.kill("SIGINT"), 130],
    ["nobody reads on, as head does", (child: ChildProcess) => child.stdout?.destroy(), 0],
  ] as const) {
    it(`takes that client away, without a word, when ${what}`, async () => {
      const name = fixture.name("bare");
      const child = startDockwire(["redis-cli", name, "--", "monitor"], { cwd: empty });
      let said = "";
      child.stderr?.on("data", (text: Buffer) => (said += text.toString()));
      assert.ok(child.stdout);
      await once(child.stdout, "data");
      assert.equal((await clientsOf(name)).length, 1);
      const closed = once(child, "close");
      end(child);
      await answer(name, ["ping"], "PONG");
      const [code] = (await closed) as [number | null];
      assert.deepEqual([code, said], [expected, ""]);
      assert.deepEqual(await clientsOf(name), []);
    });
  }

  it("says what the Engine answered when a server's container is paused", async () => {
    const name = await server("paused", ["redis-server"]);
    await docker.getContainer(name).pause();
    const { code, stderr } = await cli(name, ["ping"]);
    await docker.getContainer(name).unpause();
    assert.equal(code, 1);
    assert.match(stderr, new RegExp(`^Opening redis-cli at "${name}": Container \\w+ is paused`));
  });

  it("gives a person a prompt in a terminal", async function () {
    const program = `node --require ${projectRoot}/node_modules/ts-node/register/transpile-only ${projectRoot}/cli/dockwire.ts`;
    const missing = (reason: string) => skip(this, reason);
    // On a slow machine the first line comes before the prompt and is lost.
    const typing = { lines: ["ping", "echo typed", "quit"], prompt: /127\.0\.0\.1:6379>/ };
    const screen = await typeInTerminal(`${program} redis-cli ${fixture.name("plain")}`, typing, missing);
    assert.match(screen, /"typed"/);
  });

  const refused: [string, () => Promise<string[]>, number, RegExp][] = [
    [
      "a server that is not there",
      async () => [`${fixture.prefix}-none`],
      1,
      /no container, alias, RedisServer or RedisReplicas/,
    ],
    [
      "an alias of two containers",
      async () => {
        const alias = fixture.name("both");
        for (const rest of ["left", "right"]) {
          const EndpointsConfig = { [network]: { Aliases: [alias] } };
          await server(rest, ["redis-server"], { NetworkingConfig: { EndpointsConfig } });
        }
        return [alias];
      },
      1,
      /this alias leads to .*-(left|right), .*; name one of them/,
    ],
    [
      "a server that does not run",
      async () => [await fixture.makeContainer("off", { network, started: false })],
      1,
      /does not run: "docker start /,
    ],
    ["JSON of ours", async () => [fixture.name("plain"), "--json"], 2, /has no JSON of ours.*-- --json/],
    ["words without --", async () => [fixture.name("plain"), "get", "a"], 2, /Unknown arguments: get, a/],
    ["no server at all", async () => [], 2, /Not enough non-option arguments/],
    ["a stack without a project", async () => [`${fixture.prefix}-x`, "--stack", "dev"], 1, /pulumi stack export/],
  ];
  for (const [what, make, expected, text] of refused) {
    it(`refuses ${what} with a sentence and exit code ${expected}`, async () => {
      const { code, stdout, stderr } = await runDockwire(["redis-cli", ...(await make())], { cwd: empty });
      assert.equal(code, expected, stderr);
      assert.match(stderr, text);
      assert.doesNotMatch(stderr, /^\s+at .*:\d+:\d+/m);
      assert.equal(stdout, "");
    });
  }

  it("refuses words after -- for a command that takes none", async () => {
    const { code, stderr } = await runDockwire(["ls", "--", "x"]);
    assert.equal(code, 2);
    assert.match(stderr, /"ls" takes nothing after "--"/);
  });
});

integrationSuite("The command redis-cli at servers of a stack", ["engine", "pulumi"], () => {
  let project: YamlProject;
  before(async () => {
    project = await YamlProject.create();
  });
  after(async () => project.dispose());

  it("logs in to a RedisServer with TLS, and to one that was there already, by their names in the program", async () => {
    const name = project.name("server");
    const network = { type: "dockwire:Network", properties: { name: project.name("net") } };
    const password = { "fn::secret": "a password of the program" };
    const there = {
      type: "docker:Container",
      properties: {
        name: project.name("there"),
        image: "redis",
        command: ["redis-server", "--requirepass", password],
        networksAdvanced: [{ name: "${net.name}" }],
      },
    };
    // The server has the name of a container that is not its own.
    const twin = project.name("there");
    const existing = { host: twin, username: "default", password };
    project.program({
      resources: {
        net: network,
        [twin]: {
          type: "dockwire:RedisServer",
          properties: {
            containerName: name,
            network: "${net.name}",
            image: "redis",
            tls: {},
            keepData: false,
          },
        },
        there,
        outside: { type: "dockwire:ExistingRedis", properties: existing },
      },
    });
    await project.up();
    const here = { cwd: project.pulumi.folder, environment: project.pulumi.variables };
    const run = (...args: string[]) => runDockwire(["redis-cli", "--stack", project.pulumi.stack, ...args], here);
    const inStack = await run(twin, "--", "acl", "whoami");
    assert.equal(inStack.stdout.trim(), "client", inStack.stderr);
    const onEngine = await runDockwire(["redis-cli", twin, "--", "acl", "whoami"], here);
    assert.equal(onEngine.stdout.trim(), "default", onEngine.stderr);
    assert.equal((await run(name, "--", "acl", "whoami")).stdout.trim(), "client");
    const outside = await run("outside", "--", "ping");
    assert.equal(outside.stdout.trim(), "PONG", outside.stderr);
  });
});
