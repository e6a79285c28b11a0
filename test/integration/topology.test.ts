import assert from "node:assert/strict";
import { changed } from "../support/PulumiRun";
import { freePort } from "../support/freePort";
import { PulumiProject } from "../support/PulumiProject";
import { integrationSuite } from "../support/integrationSuite";
import { typeInTerminal } from "../support/terminal";
import { uniquePrefix } from "../support/uniquePrefix";
import { untilAnswering } from "../support/untilAnswering";
import { skip } from "../support/skip";

interface Member {
  readonly name: string;
  readonly aliases: string[];
  readonly dnsNames: string[];
  readonly ipv4Address: string;
}

interface Outputs {
  readonly url: string;
  readonly redisCli: string;
  readonly linkedRedisCli: string;
  readonly networks: string[];
  readonly frontendMembers: Member[];
  readonly printed: Record<string, string>;
}

integrationSuite("The stack lays out the tutorials", ["engine", "pulumi"], (engine) => {
  const prefix = uniquePrefix();
  const [redis, redisServer, app] = [`${prefix}-redis`, `${prefix}-redis-server`, `${prefix}-app`];
  const [backend, frontend, frontend2] = ["backend-network", "frontend-network", "frontend-network2"].map(
    (name) => `${prefix}-${name}`,
  ) as [string, string, string];
  let appPort = 0;
  let project: PulumiProject;
  let outputs: Outputs;

  before(async () => {
    appPort = await freePort();
    const config = { namePrefix: `${prefix}-`, appPort, probes: true };
    project = await PulumiProject.create({ program: "stack", prefix, config });
    await project.up();
    outputs = (await project.outputs()) as unknown as Outputs;
  });
  after(() => project.dispose());

  const printed = (command: string) => {
    const text = outputs.printed[command];
    assert.ok(text !== undefined, `no probe for "${command}" among ${Object.keys(outputs.printed).join("; ")}`);
    return text;
  };
  const addressOf = async (container: string, network: string) => {
    const found = (await engine.container(container))?.NetworkSettings.Networks[network]?.IPAddress;
    assert.ok(found, `${container} has no address on ${network}`);
    return found;
  };
  /** As a person asks for it: a secret would be hidden. */
  const readme = async () => (await project.pulumi(["stack", "output", "readme", "--stack", project.stack])).stdout;
  const onNetwork = (network: string, ...command: string[]) => engine.run("alpine", command, { network });

  it("1: docker run -d --name redis-server redis", async () => {
    const found = await engine.container(redisServer);
    assert.equal(found?.State.Running, true);
    assert.equal(found.Config.Image.includes("redis") || found.Config.Image.startsWith("sha256:"), true);
    assert.equal((await engine.exec(redisServer, ["redis-cli", "ping"])).stdout, "PONG\n");
  });

  it("2: docker run --link redis-server:xxx alpine env", async () => {
    const address = await addressOf(redisServer, `${prefix}-link-network`);
    const variables = new Map(
      printed("--link xxx env")
        .split("\n")
        .map((line) => line.split("=", 2) as [string, string]),
    );
    assert.equal(variables.get("XXX_PORT"), `tcp://${address}:6379`);
    assert.equal(variables.get("XXX_PORT_6379_TCP"), `tcp://${address}:6379`);
    assert.equal(variables.get("XXX_PORT_6379_TCP_ADDR"), address);
    assert.equal(variables.get("XXX_PORT_6379_TCP_PORT"), "6379");
    assert.equal(variables.get("XXX_PORT_6379_TCP_PROTO"), "tcp");
    assert.match(variables.get("XXX_NAME") ?? "", /^\/[^/]+\/xxx$/);
    const own = (await engine.container(redisServer))?.Config.Env ?? [];
    for (const [name, value] of own.map((line) => line.split("=", 2) as [string, string])) {
      if (name !== "PATH" && name !== "HOME") assert.equal(variables.get(`XXX_ENV_${name}`), value);
    }
  });

  it("3: docker run --link redis-server:xxx alpine cat /etc/hosts", async () => {
    const address = await addressOf(redisServer, `${prefix}-link-network`);
    const id = (await engine.container(redisServer))?.Id.slice(0, 12);
    assert.ok(printed("--link xxx cat /etc/hosts").split("\n").includes(`${address}\txxx ${id} ${redisServer}`));
  });

  it("4: docker run --link redis-server:xxx alpine ping -c1 xxx", async () => {
    const address = await addressOf(redisServer, `${prefix}-link-network`);
    const text = printed("--link xxx ping -c1 xxx");
    assert.ok(text.startsWith(`PING xxx (${address})`), text);
    assert.match(text, /1 packets transmitted, 1 packets received, 0% packet loss/);
  });

  it("5: docker run -it --link redis-server:xxx redis redis-cli -h xxx", async function () {
    assert.equal(printed("--link xxx redis-cli -h xxx ping"), "PONG\n");
    const commands = ["SET greeting hello", "GET greeting", "QUIT"];
    const seen = await typeInTerminal(outputs.linkedRedisCli, { lines: commands, prompt: /6379> / }, (reason) => {
      skip(this, reason);
    });
    assert.match(seen, /6379> /);
    assert.match(seen, /OK[^]*"hello"/);
    assert.equal((await engine.exec(redisServer, ["redis-cli", "GET", "greeting"])).stdout, "hello\n");
  });

  it("6: docker network create backend-network", async () => {
    const found = await engine.network(backend);
    assert.equal(found?.Driver, "bridge");
    assert.equal(found.Internal, false);
  });

  it("7: docker run -d --name=redis --net=backend-network redis", async () => {
    const found = await engine.container(redis);
    assert.equal(found?.State.Running, true);
    // The two others are attached later; the Engine's default network is not among them.
    assert.deepEqual(Object.keys(found.NetworkSettings.Networks).sort(), [backend, frontend, frontend2]);
  });

  it("8: docker run --net=backend-network alpine env; cat /etc/hosts; cat /etc/resolv.conf", () => {
    const names = printed("--net=backend env")
      .trim()
      .split("\n")
      .map((line) => line.split("=")[0]);
    assert.deepEqual(names.sort(), ["HOME", "HOSTNAME", "PATH"]);
    const hosts = printed("--net=backend cat /etc/hosts").trim().split("\n");
    const others = hosts.filter((line) => !/\t(localhost|ip6-\w+)( |$)/.test(line));
    assert.equal(others.length, 1, `only the container's own line is expected: ${others.join("; ")}`);
    assert.match(others[0] ?? "", /^[\d.]+\t[0-9a-f]{12}$/);
    assert.match(printed("--net=backend cat /etc/resolv.conf"), /^nameserver 127\.0\.0\.11$/m);
  });

  it("9: docker run --net=backend-network alpine ping -c1 redis", async () => {
    const text = printed(`--net=backend ping -c1 ${redis}`);
    assert.ok(text.startsWith(`PING ${redis} (${await addressOf(redis, backend)})`), text);
    assert.match(text, / 0% packet loss/);
  });

  it("10: docker network connect frontend-network redis", async () => {
    const { exitCode, stdout } = await onNetwork(frontend, "ping", "-c1", redis);
    assert.equal(exitCode, 0);
    assert.ok(stdout.startsWith(`PING ${redis} (${await addressOf(redis, frontend)})`), stdout);
    const [state] = (await project.export()).filter(({ urn }) => urn.endsWith("NetworkAttachment::frontend-redis"));
    assert.equal(state?.outputs?.containerId, (await engine.container(redis))?.Id);
  });

  it("11: docker run -d -p 3000:3000 --net=frontend-network katacoda/redis-node-docker-example", async () => {
    assert.equal(outputs.url, `http://localhost:${String(appPort)}`);
    const bindings = (await engine.container(app))?.HostConfig.PortBindings as Record<string, { HostPort: string }[]>;
    assert.deepEqual(Object.keys(bindings), ["3000/tcp"]);
    await untilAnswering(`${outputs.url}/healthz`);
    const visits = [await visit(outputs.url), await visit(outputs.url), await visit(outputs.url)];
    const [first = NaN] = visits;
    assert.deepEqual(visits, [first, first + 1, first + 2]);
    const keys = (await engine.exec(redis, ["redis-cli", "KEYS", "*"])).stdout.trim().split("\n");
    const counts = await Promise.all(
      keys.map(async (key) => (await engine.exec(redis, ["redis-cli", "GET", key])).stdout.trim()),
    );
    assert.ok(counts.includes(String(first + 2)), `redis counts ${counts.join(", ")}`);
  });

  it("12: docker network connect --alias db frontend-network2 redis", async () => {
    const endpoint = (await engine.container(redis))?.NetworkSettings.Networks[frontend2];
    assert.ok((endpoint as { Aliases?: string[] } | undefined)?.Aliases?.includes("db"));
  });

  it("13: docker run --net=frontend-network2 alpine ping -c1 db, and db is unknown on the other networks", async () => {
    const text = printed("--net=frontend2 ping -c1 db");
    assert.ok(text.startsWith(`PING db (${await addressOf(redis, frontend2)})`), text);
    assert.match(text, / 0% packet loss/);
    for (const network of [frontend, backend]) {
      const { exitCode, stderr } = await onNetwork(network, "ping", "-c1", "db");
      assert.equal(exitCode, 1);
      assert.match(stderr, /bad address 'db'/);
    }
  });

  it("14: docker network ls", async () => {
    const present = (await engine.docker.listNetworks()).map((network) => network.Name);
    const ours = present.filter((name) => name.startsWith(prefix)).sort();
    assert.deepEqual(
      ours,
      ["backend-network", "frontend-network", "frontend-network2", "link-network"].map((name) => `${prefix}-${name}`),
    );
    assert.deepEqual(
      outputs.networks.filter((name) => name.startsWith(prefix)),
      ours,
    );
    for (const name of ["bridge", "host", "none"]) assert.ok(outputs.networks.includes(name), `${name} is not listed`);
  });

  it("15: docker network inspect frontend-network", async () => {
    const found = await engine.network(frontend);
    const real = Object.values(found?.Containers ?? {}).map(({ Name, IPv4Address }) => [Name, IPv4Address]);
    const told = outputs.frontendMembers.map(({ name, ipv4Address }) => [name, ipv4Address]);
    assert.deepEqual(told, real.sort());
    assert.deepEqual(
      told.map(([name]) => name),
      [app, redis],
    );
    const member = outputs.frontendMembers.find(({ name }) => name === redis);
    assert.deepEqual(member?.aliases, ["redis"]);
    assert.ok(member.dnsNames.includes(redis));
  });

  it("pulumi stack output readme is a page with the picture, what is so now in its words, and nothing secret", async () => {
    const page = await readme();
    assert.match(page, /^# Two tutorials on container networking\n/);
    assert.match(page, /\n```mermaid\nflowchart LR\n[^`]*\n {2}redis -- "db" --> frontend2\n[^`]*\n```\n/);
    assert.doesNotMatch(page, /\$\{|\[secret\]|–/);
    const { url, redisCli, linkedRedisCli, frontendMembers } = outputs;
    for (const text of [`[${url}](${url})`, `\`${redisCli}\``, `\`${linkedRedisCli}\``])
      assert.ok(page.includes(text), text);
    for (const { name, ipv4Address } of frontendMembers)
      assert.match(page, new RegExp(`\\| \`${name}\` +\\| \`${ipv4Address}\` +\\|\\n`));
    // What a link's env prints is a secret output.
    const secrets = Object.values(outputs.printed).flatMap((text) => text.trim().split("\n"));
    const long = secrets.filter((line) => line.length > 8);
    assert.ok(long.length > 10);
    assert.deepEqual(
      long.filter((line) => page.includes(line)),
      [],
    );
  });

  it("a second update changes nothing", async () => {
    const run = await project.up("--expect-no-changes");
    assert.deepEqual(changed(run), {});
  });

  it("a refresh finds nothing that is not as it was made", async () => {
    const run = await project.refresh("--expect-no-changes");
    assert.deepEqual(changed(run), {});
  });

  it("16: docker network disconnect frontend-network redis", async () => {
    const before = await engine.container(redis);
    project.edit("index.ts", (text) => text.replace(/^ {2}attachments: .*aliases: \["redis"\].*\n/m, ""));
    const run = await project.up();
    assert.equal(run.changes.deleted, 1, run.text);
    const after = await engine.container(redis);
    assert.deepEqual([after?.Id, after?.State.StartedAt], [before?.Id, before?.State.StartedAt]);
    assert.deepEqual(Object.keys(after?.NetworkSettings.Networks ?? {}).sort(), [backend, frontend2]);
    const { exitCode, stderr } = await onNetwork(frontend, "ping", "-c1", redis);
    assert.equal(exitCode, 1);
    assert.match(stderr, /bad address/);
    assert.equal((await onNetwork(backend, "ping", "-c1", redis)).exitCode, 0);
  });

  it("pulumi destroy leaves no container, network or volume", async () => {
    await project.destroy();
    assert.deepEqual(await engine.list(prefix), { containers: [], networks: [], volumes: [] });
    assert.deepEqual(await project.export(), []);
  });
});

/** Opens the page and answers with the number of visits that it shows. */
async function visit(url: string): Promise<number> {
  const response = await fetch(url);
  const text = await response.text();
  assert.equal(response.status, 200, text);
  const [number] = /\d+/.exec(text.replace(/<style[^]*?<\/style>|<[^>]*>/g, " ")) ?? [];
  assert.ok(number, `the page shows no number: ${text}`);
  return Number(number);
}
