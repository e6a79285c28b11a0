import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DockerFixture } from "../support/DockerFixture";
import { integrationSuite } from "../support/integrationSuite";
import { runDockwire } from "../support/runDockwire";
import { WrittenProgram } from "../support/WrittenProgram";

interface Report {
  readonly files: readonly string[];
  readonly resources: readonly { readonly name: string; readonly type: string; readonly id: string }[];
  readonly leftOut: readonly { readonly what: string; readonly why: string }[];
}

const HOSTILE = `say "hi" to $\{nobody} at $$HOME \`x\` \\n: #`;

integrationSuite("The command adopt", ["engine", "pulumi"], () => {
  const fixture = new DockerFixture();
  const { docker } = fixture;
  const programs: WrittenProgram[] = [];
  const sleeper = (rest: string, network?: string, command = ["sleep", "100000"]) =>
    fixture.makeContainer(rest, { image: "alpine", command, ...(network ? { network } : {}) });
  const connect = (network: string, Container: string, EndpointConfig: object = {}) =>
    docker.getNetwork(network).connect({ Container, EndpointConfig });

  let oddNetwork: string | undefined;

  after(async () => {
    if (oddNetwork) await docker.getNetwork(oddNetwork).remove();
    for (const program of programs) program.remove();
    await fixture.remove();
  });

  const adopt = async (language: "yaml" | "typescript", ...flags: string[]) => {
    const program = new WrittenProgram();
    programs.push(program);
    if (language === "typescript") await program.linkPackages();
    const args = ["adopt", "--out", program.folder, "--language", language, "--json", ...flags];
    const { code, stdout, stderr } = await runDockwire(args);
    assert.equal(code, 0, stderr);
    return { program, report: JSON.parse(stdout) as Report };
  };
  const reasonFor = ({ leftOut }: Report, what: string) => leftOut.find((one) => one.what === what)?.why ?? "";

  /** By what they are; each makes its topology with raw calls and tells the networks, and what is to be left out. */
  const topologies: [string, () => Promise<{ networks: string[]; leftOut?: [string, RegExp][] }>][] = [
    [
      "a container on one network",
      async () => {
        const net = await fixture.makeNetwork("plain");
        await sleeper("plain", net);
        return { networks: [net] };
      },
    ],
    [
      "a subnet with gateway, range, reserved addresses and a fixed address",
      async () => {
        const Config = [
          {
            Subnet: "10.231.7.0/24",
            Gateway: "10.231.7.254",
            IPRange: "10.231.7.128/25",
            AuxiliaryAddresses: { printer: "10.231.7.9" },
          },
        ];
        const net = await fixture.makeNetwork("subnet", { IPAM: { Driver: "default", Config } });
        const name = await sleeper("fixed");
        await docker.getNetwork("none").disconnect({ Container: name });
        await connect(net, name, { IPAMConfig: { IPv4Address: "10.231.7.77" } });
        return { networks: [net] };
      },
    ],
    [
      "IPv6 beside IPv4, both addresses fixed",
      async () => {
        const Config = [{ Subnet: "10.231.8.0/24" }, { Subnet: "fd00:231:8::/64", Gateway: "fd00:231:8::9" }];
        const net = await fixture.makeNetwork("six", { EnableIPv6: true, IPAM: { Driver: "default", Config } });
        const home = await fixture.makeNetwork("six-home");
        const IPAMConfig = { IPv4Address: "10.231.8.7", IPv6Address: "fd00:231:8::7" };
        await connect(net, await sleeper("six", home), { IPAMConfig });
        return { networks: [net, home] };
      },
    ],
    [
      "an internal network with options, and labels full of signs",
      async () => {
        const Labels = { [HOSTILE]: HOSTILE, "fn::secret": "no\nfunction", yes: "no", empty: "" };
        const Options = { "com.docker.network.bridge.enable_icc": "false" };
        const net = await fixture.makeNetwork("inside", { Internal: true, Labels, Options });
        await sleeper("inside", net);
        return { networks: [net] };
      },
    ],
    [
      "one container on three networks, under other aliases on each, with an open port",
      async () => {
        const nets = await Promise.all(["one", "two", "three"].map((rest) => fixture.makeNetwork(rest)));
        const name = await fixture.makeContainer("server", { network: nets[0] ?? "", publish: [6379] });
        await connect(nets[1] ?? "", name, { Aliases: ["db", "cache"] });
        await connect(nets[2] ?? "", name, { Aliases: ["DB"] });
        return { networks: nets };
      },
    ],
    [
      "an alias that leads to two containers, and to a third one by its name",
      async () => {
        const net = await fixture.makeNetwork("shared");
        const third = await sleeper("third", net);
        for (const rest of ["first", "second"]) {
          const home = await fixture.makeNetwork(`${rest}-home`);
          await connect(net, await sleeper(rest, home), { Aliases: ["web", third] });
        }
        return { networks: [net, fixture.name("first-home"), fixture.name("second-home")] };
      },
    ],
    [
      "containers that are stopped, paused, restart in a loop, or never ran",
      async () => {
        const net = await fixture.makeNetwork("states");
        const home = await fixture.makeNetwork("states-home");
        const stopped = await sleeper("stopped", home);
        await connect(net, stopped, { Aliases: ["off"] });
        await docker.getContainer(stopped).stop({ t: 0 });
        const paused = await sleeper("paused", net);
        await docker.getContainer(paused).pause();
        await fixture.makeContainer("never", { image: "alpine", network: net, started: false });
        const loop = await docker.createContainer({
          name: fixture.name("loop"),
          Image: "alpine",
          Cmd: ["false"],
          HostConfig: { NetworkMode: net, RestartPolicy: { Name: "always" } },
        });
        await loop.start();
        return { networks: [net, home] };
      },
    ],
    [
      "volumes, of which one is anonymous and one mounts with a password",
      async () => {
        const net = await fixture.makeNetwork("volumes");
        const [data, share] = [fixture.name("data"), fixture.name("share")];
        const tmpfs = { type: "tmpfs", device: "tmpfs", o: "size=1m" };
        await docker.createVolume({ Name: data, DriverOpts: tmpfs, Labels: { keep: HOSTILE } });
        const login = { type: "cifs", device: "//nas/x", o: "username=me,password=sesame" };
        await docker.createVolume({ Name: share, DriverOpts: login });
        const made = await docker.createContainer({
          name: fixture.name("mounts"),
          Image: "redis",
          HostConfig: { NetworkMode: net, Binds: [`${data}:/kept`, `${share}:/share`] },
        });
        const { Mounts } = await made.inspect();
        const anonymous = Mounts.find(({ Destination }) => Destination === "/data")?.Name ?? "?";
        const leftOut: [string, RegExp][] = [
          [`volume "${share}"`, /hold a login/],
          [`volume "${anonymous}"`, /it is anonymous/],
        ];
        return { networks: [net], leftOut };
      },
    ],
    [
      "names that look alike once they are written plainly, and aliases that no program can give",
      async () => {
        const nets = await Promise.all(["a.b", "a-b", "A_b"].map((rest) => fixture.makeNetwork(rest)));
        for (const [i, net] of nets.entries()) await sleeper(`c${".-_"[i] ?? ""}d`, net);
        const odd = await fixture.makeContainer("odd", { network: nets[0] ?? "" });
        await connect(nets[1] ?? "", odd, { Aliases: ["under score", "ok"] });
        return {
          networks: nets,
          leftOut: [[`container "${odd}" on network "${nets[1] ?? ""}"`, /"under score" is none/]],
        };
      },
    ],
    [
      "links, link-local addresses, a MAC address, driver options, and a container that goes when it ends",
      async () => {
        const net = await fixture.makeNetwork("endpoints");
        const server = await sleeper("linked", net);
        const client = await docker.createContainer({
          name: fixture.name("linking"),
          Image: "alpine",
          Cmd: ["sleep", "100000"],
          HostConfig: { NetworkMode: net },
          NetworkingConfig: {
            EndpointsConfig: {
              [net]: { Links: [`${server}:db`], DriverOpts: { "org.example.tag": HOSTILE } },
            },
          },
        });
        await client.start();
        const passing = await docker.createContainer({
          name: fixture.name("passing"),
          Image: "alpine",
          Cmd: ["sleep", "100000"],
          HostConfig: { NetworkMode: net, AutoRemove: true },
        });
        await passing.start();
        const leftOut: [string, RegExp][] = [
          [`container "${fixture.name("passing")}" on network "${net}"`, /--rm/],
          [`links of container "${fixture.name("linking")}" on network "${net}"`, /they stay, undeclared/],
        ];
        return { networks: [net], leftOut };
      },
    ],
    [
      "forty containers on five networks",
      async () => {
        const nets = await Promise.all([0, 1, 2, 3, 4].map((i) => fixture.makeNetwork(`many${i}`)));
        for (let i = 0; i < 40; i++) {
          const [home, other] = [nets[i % 5] ?? "", nets[(i + 1) % 5] ?? ""];
          const name = await fixture.makeContainer(`many${i}`, { image: "alpine", network: home, started: false });
          await connect(other, name, { Aliases: [`m${i}`] });
        }
        return { networks: nets };
      },
    ],
  ];
  for (const [i, [what, make]] of topologies.entries()) {
    const language = i % 4 === 3 ? "typescript" : "yaml";
    it(`takes over ${what}: the ${language} program has nothing to change`, async () => {
      const { networks, leftOut = [] } = await make();
      const before = await fixture.list(fixture.prefix);
      const { program, report } = await adopt(language, "--network", ...networks);
      for (const network of networks)
        assert.ok(
          report.resources.some(({ id }) => id === network),
          network,
        );
      for (const [left, why] of leftOut) assert.match(reasonFor(report, left), why, left);
      const expected = [...leftOut.map(([left]) => left), "the containers themselves"];
      const isNoted = ({ what: left, why }: { what: string; why: string }) =>
        expected.includes(left) || /it is anonymous/.test(why);
      assert.deepEqual(
        report.leftOut.filter((one) => !isNoted(one)),
        [],
      );
      await program.import();
      await program.previewNothing();
      assert.deepEqual(await fixture.list(fixture.prefix), before);
    });
  }

  it("leaves out Compose's, another stack's and the swarm's things with a word, and takes those that are named", async () => {
    const mine = await fixture.makeNetwork("mine");
    const compose = await fixture.makeNetwork("compose", { Labels: { "com.docker.compose.project": "shop" } });
    const stacks = await fixture.makeNetwork("stacks", { Labels: { "dockwire.urn": "urn:pulumi:dev::other::t::n" } });
    const container = await docker.createContainer({
      name: fixture.name("theirs"),
      Image: "alpine",
      Cmd: ["sleep", "100000"],
      Labels: { "com.docker.compose.project": "shop" },
      HostConfig: { NetworkMode: mine },
    });
    await container.start();
    const marked = await sleeper("marked");
    await docker.getNetwork("none").disconnect({ Container: marked });
    await connect(mine, marked, { DriverOpts: { "dockwire.owner": "other/dev" } });

    const { report } = await adopt("yaml", "--include", mine);
    assert.match(reasonFor(report, `network "${compose}"`), /it is Compose's \(project "shop"\); --include/);
    assert.match(reasonFor(report, `network "${stacks}"`), /it is stack other\/dev's/);
    const theirs = `container "${fixture.name("theirs")}" on network "${mine}"`;
    assert.match(reasonFor(report, theirs), /it is Compose's/);
    assert.match(reasonFor(report, `container "${marked}" on network "${mine}"`), /it is stack other\/dev's/);
    assert.ok(!report.resources.some(({ id }) => [compose, stacks, `${mine}/${marked}`].includes(id)));

    const include = [fixture.name("theirs"), marked];
    const all = await adopt("yaml", "--network", mine, compose, "--include", ...include);
    assert.deepEqual(
      all.report.resources.map(({ id }) => id),
      [compose, mine, `${mine}/${marked}`, `${mine}/${fixture.name("theirs")}`],
    );
    await all.program.import();
    await all.program.previewNothing();
  });

  it("makes a stack that edits what it took over, without a container's restart, and keeps its volumes", async () => {
    const net = await fixture.makeNetwork("edited");
    const volume = fixture.name("edited-data");
    const made = await docker.createContainer({
      name: fixture.name("edited"),
      Image: "redis",
      HostConfig: { NetworkMode: net, Binds: [`${volume}:/data`] },
    });
    await made.start();
    const before = (await made.inspect()).State.StartedAt;
    const { program } = await adopt("yaml", "--network", net);
    await program.import();
    const file = join(program.folder, "Pulumi.yaml");
    const text = readFileSync(file, "utf8").replace(/( *)(container: .*\n)/, "$1$2$1aliases: [fresh]\n");
    assert.ok(text.includes("fresh"), text);
    writeFileSync(file, text);
    await program.pulumi("up", "--yes", "--skip-preview");
    const after = await made.inspect();
    assert.equal(after.State.StartedAt, before);
    const aliases = (after.NetworkSettings.Networks[net]?.Aliases ?? []) as string[];
    assert.ok(aliases.includes("fresh"));
    await program.pulumi("destroy", "--yes", "--skip-preview");
    assert.equal(await fixture.network(net), undefined);
    assert.equal((await docker.getVolume(volume).inspect()).Name, volume);
  });

  it("gives the same names again, however much else there is by then", async () => {
    const net = await fixture.makeNetwork("stable.x");
    await sleeper("stable", net);
    const first = await adopt("yaml", "--network", net);
    const other = await fixture.makeNetwork("stable-x");
    await sleeper("stable2", other);
    const second = await adopt("yaml", "--network", net, other);
    const names = ({ resources }: Report) => resources.map(({ name, id }) => `${name} ${id}`);
    for (const name of names(first.report)) assert.ok(names(second.report).includes(name), name);
    assert.equal(new Set(second.report.resources.map(({ name }) => name)).size, second.report.resources.length);
  });

  it("writes nothing over what is there, unless told to", async () => {
    const net = await fixture.makeNetwork("again");
    const { program } = await adopt("yaml", "--network", net);
    const file = join(program.folder, "import.json");
    writeFileSync(file, "mine");
    const args = ["adopt", "--out", program.folder, "--language", "yaml", "--network", net];
    const { code, stderr } = await runDockwire(args);
    assert.equal(code, 1);
    assert.match(stderr, /has Pulumi\.yaml, import\.json already.*--force/);
    assert.equal(readFileSync(file, "utf8"), "mine");
    assert.equal((await runDockwire([...args, "--force"])).code, 0);
    assert.notEqual(readFileSync(file, "utf8"), "mine");
  });

  it("says in words what it wrote, left out, and what to type next", async () => {
    const net = await fixture.makeNetwork("words");
    const program = new WrittenProgram();
    programs.push(program);
    const { stdout } = await runDockwire(["adopt", "--out", program.folder, "--language", "yaml", "--network", net]);
    assert.match(stdout, /Pulumi\.yaml, import\.json\nnetworks: 1, attachments: 0, volumes: 0\n/);
    assert.match(stdout, /the containers themselves: they stay with whoever made them/);
    assert.match(stdout, /pulumi import --file import\.json .*\n {2}pulumi preview\n$/);
  });

  const odd = `${fixture.prefix}-odd`;
  const refused: [string, () => Promise<string[]>, number, RegExp][] = [
    ["a network that is not there", async () => ["--network", `${odd}-none`], 1, /there is no such network/],
    ["the default network", async () => ["--network", "bridge"], 1, /every Engine has it for itself/],
    [
      "an inclusion of what is not there",
      async () => ["--include", `${odd}-none`],
      1,
      /no network, container or volume/,
    ],
    ["a language that there is not", async () => ["--language", "cobol"], 2, /Choices: "typescript", "yaml"/],
    [
      "a network whose name no resource can have",
      async () => {
        const name = `${odd} "$\{x}"`;
        // No path of the API leads to this name, so the sweep would not find it.
        oddNetwork = (await docker.createNetwork({ Name: name })).id;
        return ["--network", name];
      },
      1,
      /There is no network.*\n.*letters, digits/,
    ],
    [
      "a label that YAML would run",
      async () => ["--network", await fixture.makeNetwork("fn", { Labels: { "Fn::readFile": "/etc/hostname" } })],
      1,
      /function call in Pulumi's YAML/,
    ],
    ["an Engine that does not answer", async () => ["--host", `unix:///nowhere/${odd}.sock`], 1, /does not answer/],
  ];
  for (const [what, make, expected, text] of refused) {
    it(`refuses ${what} with a sentence and exit code ${expected}, and writes nothing`, async () => {
      const program = new WrittenProgram();
      programs.push(program);
      const args = ["adopt", "--out", join(program.folder, "new"), "--language", "yaml", ...(await make())];
      const { code, stderr, stdout } = await runDockwire(args);
      assert.equal(code, expected, stderr);
      assert.match(stderr, text);
      assert.doesNotMatch(stderr, /^\s+at .*:\d+:\d+/m);
      assert.equal(stdout, "");
      assert.ok(!existsSync(join(program.folder, "new")));
    });
  }

  it("asks for a folder", async () => {
    const { code, stderr } = await runDockwire(["adopt"]);
    assert.equal(code, 2);
    assert.match(stderr, /Missing required argument: out/);
  });
});
