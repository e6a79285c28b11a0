import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ComposeProject } from "../support/ComposeProject";
import { DockerFixture } from "../support/DockerFixture";
import { type EngineSnapshot, snapshotOf } from "../support/engineSnapshot";
import { freePort } from "../support/freePort";
import { integrationSuite } from "../support/integrationSuite";
import { runDockwire } from "../support/runDockwire";
import { sideBySide } from "../support/sideBySide";
import type { Inventory } from "../support/TestEngine";
import { WrittenProgram } from "../support/WrittenProgram";

interface Report {
  readonly secrets: readonly string[];
  readonly notCarriedOver: readonly { readonly where: string; readonly what: string; readonly why: string }[];
}

/** A project of test/fixtures/compose, and what is to be true of it. */
interface Case {
  readonly what: string;
  /** What is not carried over, as `LINE KEY`. @default nothing */
  readonly left?: readonly string[];
  /** The secret settings. @default none */
  readonly secrets?: readonly string[];
  readonly profiles?: readonly string[];
  /** @default yaml */
  readonly language?: "typescript";
  /** Commands whose output is the same both times, each in the container of a service. @default none */
  readonly looks?: readonly (readonly [string, ...string[]])[];
  /** Texts that may not be in the program or the report. @default none */
  readonly hidden?: readonly string[];
}

const PORTS = "services.wordpress.ports";
const CASES: Readonly<Record<string, Case>> = {
  wordpress: {
    what: "a site and its database",
    left: ["14 services.db.expose", `23 ${PORTS}`],
    secrets: ["MYSQL_ROOT_PASSWORD", "MYSQL_PASSWORD", "WORDPRESS_DB_PASSWORD"],
    hidden: ["somewordpress"],
    looks: [["wordpress-1", "ping", "-c1", "-W2", "-q", "db"]],
  },
  voting: {
    what: "two tiers, with health checks that others wait for",
    secrets: ["POSTGRES_PASSWORD"],
    looks: [
      ["worker-1", "ping", "-c1", "-W2", "database"],
      ["db-1", "cat", "/healthchecks/redis.sh"],
    ],
  },
  replicas: {
    what: "a server and its replicas, with limits",
    looks: [["replica-2", "redis-cli", "-h", "master", "ping"]],
  },
  proxy: {
    what: "a hardened proxy that reads labels",
    left: ["18 services.traefik.ports"],
    looks: [["traefik", "wget", "-q", "-O-", "http://whoami"]],
  },
  monitoring: {
    what: "files of configuration, and the machine's own network and processes",
    left: ["18 services.prometheus.ports"],
    secrets: ["GF_SECURITY_ADMIN_PASSWORD"],
    looks: [["grafana-1", "cat", "/etc/grafana/datasources.yml"]],
  },
  search: {
    left: ["48 services.dashboards.depends_on.setup.condition"],
    what: "limits, kernel settings, and a job that others wait for",
    secrets: ["ELASTIC_PASSWORD"],
    hidden: ["changeme"],
  },
  addresses: {
    left: ["15 services.app.dns"],
    what: "fixed addresses, ranges, reserved ones, and a network without a way out",
    looks: [["app-1", "cat", "/etc/resolv.conf"]],
  },
  links: {
    what: "links of the old kind, and volumes from another container",
    language: "typescript",
    left: ["9 services.web.links.0", "10 services.web.links.1"],
    looks: [
      ["web-1", "ping", "-c1", "-W2", "-q", "database"],
      ["web-1", "ping", "-c1", "-W2", "-q", "mysql"],
    ],
  },
  secrets: {
    what: "secrets from files and variables, and files of variables",
    language: "typescript",
    secrets: ["API_TOKEN", "DB_NAME", "DB_USER", "DB_OPTIONS", "DB_PASSWORD"],
    hidden: ["from-dot-env", "to ken", "from-a-file", "the app"],
    looks: [
      ["db-1", "cat", "/run/secrets/db_password", "/run/secrets/api_token", "/banner"],
      ["app-1", "cat", "/etc/db_password"],
    ],
  },
  profiles: {
    what: "a profile that is on, and one that is off",
    profiles: ["debug"],
    left: ["21 services.load"],
  },
  shared: {
    what: "anchors, extensions, extended services and included files",
    left: ["26 services.web.depends_on.db.restart"],
    looks: [["worker-1", "cat", "/app.conf"]],
  },
  external: {
    what: "networks and volumes of others, and a service in another one's network",
    looks: [["client-1", "sh", "-c", "ip route show default | wc -l"]],
  },
};
/** How many projects are on their way at a time. */
const LANES = 3;

interface Trip {
  readonly compose: EngineSnapshot;
  readonly own: EngineSnapshot;
  readonly looks: { readonly compose: readonly string[]; readonly own: readonly string[] };
  readonly report: Report;
  readonly text: string;
  readonly prefix: string;
  /** What was there before, and what is there after everything was taken away. */
  readonly before: Inventory;
  readonly after: Inventory;
}

integrationSuite("The command from-compose", ["engine", "pulumi"], () => {
  const fixture = new DockerFixture();
  const { docker } = fixture;
  const programs: WrittenProgram[] = [];
  let trips: ReadonlyMap<string, Promise<Trip>> = new Map();

  before("Compose is there", async function () {
    // The first time it is built, which takes minutes.
    this.timeout(1_800_000);
    await ComposeProject.prepare();
    trips = sideBySide(new Map(Object.keys(CASES).map((name) => [name, () => roundTrip(name)])), LANES);
  });

  after(async () => {
    await Promise.allSettled(trips.values());
    for (const program of programs) program.remove();
    await fixture.remove();
  });

  const newProgram = () => {
    const program = new WrittenProgram();
    programs.push(program);
    return program;
  };

  async function roundTrip(name: string): Promise<Trip> {
    const { profiles = [], language = "yaml", looks = [] } = CASES[name] ?? { what: "" };
    const prefix = fixture.name(name);
    const variables = {
      PORT: String(await freePort()),
      PORT2: String(await freePort()),
      SUBNET: `10.${192 + randomInt(32)}.${randomInt(256)}`,
      SUBNET2: `10.${160 + randomInt(32)}.${randomInt(256)}`,
    };
    if (name === "external") {
      await docker.createNetwork({ Name: `${prefix}-theirs` });
      await docker.createVolume({ Name: `${prefix}-their-data` });
    }
    const before = await fixture.list(prefix);
    const look = () =>
      Promise.all(
        looks.map(async ([service, ...command]) => {
          const { exitCode, stdout } = await fixture.exec(`${prefix}-${service}`, command);
          // Addresses and times differ.
          return `${exitCode} ${stdout.replace(/\d+\.\d+(\.\d+\.\d+)?/g, "N").replace(/^#.*\n/gm, "")}`;
        }),
      );
    const project = new ComposeProject(name, prefix, { ...process.env, ...variables }, profiles);
    await project.up();
    const compose = await snapshotOf(fixture, prefix, [variables.SUBNET, variables.SUBNET2]);
    const composeLooks = await look();
    await project.down();

    const program = newProgram();
    if (language === "typescript") await program.linkPackages();
    const chosen = ["--project-name", prefix, ...profiles.flatMap((one) => ["--profile", one])];
    const args = ["from-compose", ...chosen, project.file, "--out", program.folder, "--json"];
    const environment = { ...program.environment, ...variables };
    const run = (...more: string[]) => runDockwire([...args, ...more], { cwd: project.folder, environment });
    const written = await run("--language", language);
    assert.equal(written.code, 0, written.stderr);
    const report = JSON.parse(written.stdout) as Report;
    await program.pulumi("stack", "init", "dev");
    const set = await run("--set-secrets");
    assert.equal(set.code, 0, set.stderr);
    await program.pulumi("up", "--yes", "--skip-preview");
    const own = await snapshotOf(fixture, prefix, [variables.SUBNET, variables.SUBNET2]);
    const ownLooks = await look();
    await program.previewNothing();
    await program.pulumi("destroy", "--yes", "--skip-preview");
    const file = language === "yaml" ? "Pulumi.yaml" : "index.ts";
    const text = readFileSync(join(program.folder, file), "utf8") + written.stdout;
    const after = await fixture.list(prefix);
    return { compose, own, looks: { compose: composeLooks, own: ownLooks }, report, text, prefix, before, after };
  }

  for (const [name, { what, left = [], secrets = [], hidden = [] }] of Object.entries(CASES)) {
    it(`brings up as Compose does: ${what} (${name})`, async () => {
      const trip = await (trips.get(name) ?? assert.fail(name));
      assert.deepEqual(trip.own, trip.compose);
      assert.ok(Object.keys(trip.own.containers).length, "nothing came up");
      assert.deepEqual(trip.looks.own, trip.looks.compose);
      for (const one of trip.looks.own) assert.match(one, /^0 /);
      const found = trip.report.notCarriedOver.map(({ where, what: key }) => `${where.split(":").pop() ?? ""} ${key}`);
      assert.deepEqual(found.sort(), [...left].sort());
      assert.deepEqual([...trip.report.secrets].sort(), [...secrets].sort());
      for (const word of hidden) assert.ok(!trip.text.includes(word), word);
      // Named volumes stay with their data, as they do after Compose's own down.
      const { containers, networks, volumes } = trip.after;
      assert.deepEqual(
        { containers, networks },
        { containers: trip.before.containers, networks: trip.before.networks },
      );
      const declared = Object.keys(trip.own.volumes);
      assert.deepEqual(volumes, [...new Set([...declared, ...trip.before.volumes])].sort());
    });
  }

  it("takes over the volumes that Compose made, with their data", async () => {
    await Promise.allSettled(trips.values());
    const name = fixture.name("volumes");
    const environment = { PORT: String(await freePort()) };
    const project = new ComposeProject("wordpress", name, { ...process.env, ...environment });
    await project.up();
    const redis = (...words: string[]) => fixture.exec(`${name}-db-1`, ["redis-cli", ...words]);
    await redis("set", "kept", "yes");
    await redis("save");
    await project.down({ volumes: false });
    const program = newProgram();
    const args = ["from-compose", project.file, "--out", program.folder, "--project-name", name, "--import-volumes"];
    const settings = { cwd: project.folder, environment: { ...program.environment, ...environment } };
    const run = (...more: string[]) => runDockwire([...args, ...more], settings);
    assert.match((await run()).stdout, /Pulumi\.yaml, import\.json\n[^]*pulumi import --file import\.json/);
    await program.pulumi("stack", "init", "dev");
    await run("--set-secrets");
    await program.pulumi("import", "--file", "import.json", "--protect=false", "--generate-code=false", "--yes");
    await program.pulumi("up", "--yes", "--skip-preview");
    assert.match((await redis("get", "kept")).stdout, /^yes/);
    await program.previewNothing();
    await program.pulumi("destroy", "--yes", "--skip-preview");
    assert.deepEqual((await fixture.list(name)).volumes, [`${name}_db_data`]);
  });

  it("says in words what it wrote, what is not carried over and on which line, and what to type next", async () => {
    const { folder } = newProgram();
    const fixtures = new ComposeProject("wordpress", "x", {}).folder;
    const { stdout, code } = await runDockwire(["from-compose", "compose.yaml", "--out", folder], {
      cwd: fixtures,
      environment: { PORT: "80" },
    });
    assert.equal(code, 0);
    assert.match(stdout, /: Pulumi\.yaml\nnetworks: 1, containers: 2, attachments: 0, volumes: 1\n/);
    assert.match(stdout, /\nSecret settings:\n {2}MYSQL_ROOT_PASSWORD\n/);
    assert.match(stdout, /\n {2}compose\.yaml:14: services\.db\.expose: containers of one network reach every port/);
    assert.match(
      stdout,
      /\n {2}pulumi stack init dev\n {2}npx dockwire from-compose \S+ --out \. --set-secrets\n {2}pulumi preview\n$/,
    );
  });

  it("writes nothing over what is there, unless told to", async () => {
    const { folder } = newProgram();
    writeFileSync(join(folder, "Pulumi.yaml"), "mine");
    const { folder: cwd } = new ComposeProject("profiles", "x", {});
    const args = ["from-compose", "compose.yaml", "--out", folder];
    const { code, stderr } = await runDockwire(args, { cwd });
    assert.equal(code, 1);
    assert.match(stderr, /has Pulumi\.yaml already.*--force/);
    assert.equal(readFileSync(join(folder, "Pulumi.yaml"), "utf8"), "mine");
    assert.equal((await runDockwire([...args, "--force"], { cwd })).code, 0);
    assert.match(readFileSync(join(folder, "Pulumi.yaml"), "utf8"), /runtime: yaml/);
  });

  const refused: [string, string, readonly string[], number, RegExp][] = [
    ["a file that is no YAML", "services: [", [], 1, /^\S*compose\.yaml:1: Flow sequence/],
    [
      "a key that the specification does not know",
      "services: { a: { imag: x } }",
      [],
      1,
      /compose\.yaml:1: services\.a\.imag: /,
    ],
    ["a file without services", "networks: { a: {} }", [], 1, /there is no service to write a program for/],
    [
      "a language that there is not",
      "services: { a: { image: x } }",
      ["--language", "cobol"],
      2,
      /Choices: "yaml"|Choices: "typescript"/,
    ],
    [
      "a profile without a name",
      "services: { a: { image: x } }",
      ["--profile"],
      2,
      /Not enough arguments following: profile/,
    ],
    [
      "a file of variables that is not there",
      "services: { a: { image: x } }",
      ["--variables", "none.env"],
      1,
      /Reading variables from none\.env/,
    ],
    [
      "secrets for a folder without a project",
      "services: { a: { image: x, environment: [API_TOKEN=x] } }",
      ["--set-secrets"],
      1,
      /has no Pulumi\.yaml.*without --set-secrets/,
    ],
  ];
  for (const [what, text, flags, expected, message] of refused) {
    it(`refuses ${what} with a sentence and exit code ${expected}, and writes nothing`, async () => {
      const { folder } = newProgram();
      writeFileSync(join(folder, "compose.yaml"), text);
      const args = ["from-compose", join(folder, "compose.yaml"), "--out", join(folder, "new"), ...flags];
      const { code, stderr, stdout } = await runDockwire(args);
      assert.equal(code, expected, stderr);
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /^\s+at .*:\d+:\d+/m);
      assert.equal(stdout, "");
      assert.ok(!existsSync(join(folder, "new")));
    });
  }

  const SECRET = "a word that nobody is to see";
  const stacks: [string, NodeJS.ProcessEnv, readonly string[], RegExp][] = [
    [
      "there is no pulumi command",
      { PATH: "/nowhere" },
      [],
      /There is no pulumi command on PATH[^]*\n {2}pulumi stack init dev/,
    ],
    ["no stack is selected", {}, [], /no stack selected[^]*\n {2}pulumi stack init dev/],
    ["there is no such stack", {}, ["--stack", "prod"], /prod[^]*\n {2}pulumi stack init prod[^]*--stack prod\n/],
    [
      "the stack does not open",
      { PULUMI_CONFIG_PASSPHRASE: "another" },
      ["--stack", "made"],
      /passphrase[^]*\nOnce that is mended, type:\n {2}cd \S+\n {2}npx dockwire/,
    ],
  ];
  for (const [what, variables, flags, message] of stacks) {
    it(`says what to type, and no secret, where ${what}`, async () => {
      const program = newProgram();
      const compose = join(program.folder, "compose.yaml");
      writeFileSync(
        compose,
        `services: { a: { image: x, environment: { API_TOKEN: "${SECRET}", DB_PASSWORD: "${SECRET}2" } } }`,
      );
      const out = join(program.folder, "new");
      const args = ["from-compose", compose, "--out", out];
      assert.equal((await runDockwire(args)).code, 0);
      if (flags.includes("made")) await program.pulumi("stack", "init", "made", "--cwd", out);
      const environment = { ...program.environment, ...variables };
      const { code, stdout, stderr } = await runDockwire([...args, "--set-secrets", ...flags], { environment });
      assert.equal(code, 1);
      assert.equal(stdout, "");
      assert.match(stderr, message);
      assert.match(stderr, /\n {2}npx dockwire from-compose \.\.\/compose\.yaml --out \. --set-secrets/);
      assert.match(stderr, /\n {2}pulumi config set --secret API_TOKEN\n {2}pulumi config set --secret DB_PASSWORD\n$/);
      assert.ok(!stderr.includes(SECRET));
      assert.doesNotMatch(stderr, /^\s+at .*:\d+:\d+/m);
    });
  }

  it("asks for a file and a folder", async () => {
    const { code, stderr } = await runDockwire(["from-compose", "x.yaml"]);
    assert.equal(code, 2);
    assert.match(stderr, /Missing required argument: out/);
    assert.equal((await runDockwire(["from-compose", "--out", "x"])).code, 2);
  });
});
