import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { parse, stringify } from "yaml";
import { loadProject } from "../../../../cli/compose/loadProject";
import { planProject } from "../../../../cli/compose/planProject";
import { Report } from "../../../../cli/compose/Report";
import { showMarks } from "../../../../cli/compose/secretMarks";
import { typescriptProgram } from "../../../../cli/program/typescriptProgram";
import { yamlProgram } from "../../../../cli/program/yamlProgram";

interface Resource {
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly options?: { readonly dependsOn?: string[] };
}

/** A Compose file in an empty folder `app`, with whatever lies beside it, and the program for it in `stack`. */
class Converted {
  private readonly folder = mkdtempSync(join(tmpdir(), "compose-unit-"));
  private readonly report = new Report();
  readonly yaml: string;
  readonly typescript: string;
  readonly values: Record<string, string>;

  constructor(files: Readonly<Record<string, string>>, profiles: readonly string[] = []) {
    try {
      for (const [name, text] of Object.entries(files)) {
        const path = join(this.folder, "app", name);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, text);
      }
      const file = join(this.folder, "app", "compose.yaml");
      const project = loadProject({ file, profiles }, this.report);
      const { program, values } = planProject(project, { folder: join(this.folder, "stack") }, this.report);
      this.yaml = yamlProgram(program, "./provider");
      this.typescript = typescriptProgram(program);
      this.values = Object.fromEntries(values);
    } finally {
      rmSync(this.folder, { recursive: true });
    }
  }

  get resources(): Readonly<Record<string, Resource>> {
    return (parse(this.yaml) as { resources: Record<string, Resource> }).resources;
  }

  properties(name: string): Readonly<Record<string, unknown>> {
    return this.resources[name]?.properties ?? {};
  }

  /** `LINE KEY: WHY` of everything that was left out. */
  get remarks(): string[] {
    return this.report.remarks.map(({ where, what, why }) => `${where.split(":").pop() ?? ""} ${what}: ${why}`);
  }
}

const convert = (text: string, files: Readonly<Record<string, string>> = {}, profiles: readonly string[] = []) =>
  new Converted({ "compose.yaml": text, ...files }, profiles);
/** A service called web from the lines of its mapping. */
const service = (lines: string, files: Readonly<Record<string, string>> = {}) =>
  convert(`services:\n  web:\n    image: alpine\n${lines.replace(/^/gm, "    ")}\n`, files);

describe("A service of a Compose file", () => {
  const cases: [string, string, Record<string, unknown>][] = [
    ["a command as a text", `command: sh -c "sleep 1"`, { command: ["sh", "-c", "sleep 1"] }],
    ["a command as a list", `command: [sh, -c, "$$X"]`, { command: ["sh", "-c", "$$X"] }],
    ["an entrypoint", "entrypoint: /run.sh a", { entrypoints: ["/run.sh", "a"] }],
    ["no command", "command:", { command: undefined }],
    ["restart", "restart: on-failure:3", { restart: "on-failure", maxRetryCount: 3 }],
    ["no restart", 'restart: "no"', { restart: undefined }],
    ["a swarm's restart", "deploy: { restart_policy: { condition: any } }", { restart: "always" }],
    [
      "capabilities",
      "cap_add: [net_admin, CAP_X]\ncap_drop: [ALL]",
      { capabilities: { adds: ["CAP_NET_ADMIN", "CAP_X"], drops: ["ALL"] } },
    ],
    [
      "limits",
      "mem_limit: 64m\ncpus: 0.50\nshm_size: 128mb",
      { memory: 64, memorySwap: 128, cpus: "0.5", shmSize: 128 },
    ],
    ["a swarm's limits", 'deploy: { resources: { limits: { memory: 1g, cpus: "2" } } }', { memory: 1024, cpus: "2" }],
    ["no swap", "mem_limit: 64m\nmemswap_limit: -1", { memory: 64, memorySwap: -1 }],
    [
      "ulimits",
      "ulimits: { nproc: 5, nofile: { soft: 1, hard: 2 } }",
      {
        ulimits: [
          { name: "nproc", soft: 5, hard: 5 },
          { name: "nofile", soft: 1, hard: 2 },
        ],
      },
    ],
    [
      "labels as lines",
      'labels: ["a=b=c", d]',
      {
        labels: [
          { label: "a", value: "b=c" },
          { label: "d", value: "" },
        ],
      },
    ],
    ["sysctls", "sysctls: [net.core.somaxconn=512]", { sysctls: { "net.core.somaxconn": "512" } }],
    [
      "extra hosts",
      'extra_hosts: ["a:1.2.3.4", "b=::1", "c:[::2]"]',
      {
        hosts: [
          { host: "a", ip: "1.2.3.4" },
          { host: "b", ip: "::1" },
          { host: "c", ip: "::2" },
        ],
      },
    ],
    [
      "logging",
      "logging: { driver: json-file, options: { max-file: 3 } }",
      { logDriver: "json-file", logOpts: { "max-file": "3" } },
    ],
    ["a grace period", "stop_grace_period: 1m30s", { stopTimeout: 90, destroyGraceSeconds: 90 }],
    ["no grace period", "init: true", { stopTimeout: undefined, destroyGraceSeconds: 10, init: true }],
    ["tmpfs", 'tmpfs: ["/a:size=1m,mode=700", /b]', { tmpfs: { "/a": "size=1m,mode=700", "/b": "" } }],
    [
      "a check",
      'healthcheck: { test: "x", interval: 90s, retries: 2, start_period: 0.5s }',
      { healthcheck: { tests: ["CMD-SHELL", "x"], interval: "1m30s", retries: 2, startPeriod: "500ms" } },
    ],
    ["no check", "healthcheck: { disable: true }", { healthcheck: { tests: ["NONE"] } }],
    ["a mode", "network_mode: host", { networkMode: "host", networksAdvanced: undefined }],
    [
      "devices",
      'devices: ["/dev/a:/dev/b:r", /dev/c]',
      {
        devices: [
          { hostPath: "/dev/a", containerPath: "/dev/b", permissions: "r" },
          { hostPath: "/dev/c", containerPath: "/dev/c", permissions: "rwm" },
        ],
      },
    ],
    ["gpus", "gpus: all", { deviceRequests: [{ driver: "nvidia", count: -1, capabilities: ["gpu"] }] }],
  ];
  for (const [what, lines, expected] of cases) {
    it(`carries over ${what}`, () => {
      const found = service(lines).properties("web");
      for (const [key, value] of Object.entries(expected)) assert.deepEqual(found[key], value, key);
    });
  }

  it("mounts volumes, folders relative to the program, memory, and anonymous volumes", () => {
    const text = `
services:
  web:
    image: alpine
    volumes:
      - data:/data:ro
      - ./conf:/conf:ro,z
      - /etc/localtime:/etc/localtime:ro
      - /anonymous
      - { type: tmpfs, target: /mem, tmpfs: { size: 1m, mode: 01777 } }
      - { type: bind, source: ../up, target: /up, bind: { propagation: rslave } }
      - other:/given
      - given:/given/
volumes:
  data: { labels: [a=b], driver_opts: { type: none, o: bind, device: ./disk } }
  given: { external: true, name: their-data }
  unused: {}
`;
    const found = convert(text);
    assert.deepEqual(found.properties("web").volumes, [
      { containerPath: "/data", volumeName: "${data-volume.name}", readOnly: true },
      { containerPath: "/conf", hostPath: "${pulumi.cwd}/../app/conf", readOnly: true, selinuxRelabel: "z" },
      { containerPath: "/etc/localtime", hostPath: "/etc/localtime", readOnly: true },
      { containerPath: "/anonymous" },
      { containerPath: "/given", volumeName: "their-data" },
    ]);
    assert.deepEqual(found.properties("web").mounts, [
      { type: "tmpfs", target: "/mem", tmpfsOptions: { sizeBytes: 1024 ** 2, mode: 0o1777 } },
      { type: "bind", target: "/up", source: "${pulumi.cwd}/../up", bindOptions: { propagation: "rslave" } },
    ]);
    assert.deepEqual(found.properties("data-volume"), {
      name: "app_data",
      driverOpts: { type: "none", o: "bind", device: "${pulumi.cwd}/../app/disk" },
      labels: { a: "b" },
    });
    const volumes = Object.values(found.resources).filter(({ type }) => type === "dockwire:Volume");
    assert.equal(volumes.length, 1);
  });

  it("may be called as nothing else in a program may", () => {
    const found = convert("services: { pulumi: { image: alpine, container_name: mine }, web-image: { image: web } }");
    const names = Object.keys(found.resources).filter((name) => /^(pulumi|web-image)/.test(name));
    assert.equal(new Set(names).size, 5, names.join());
    assert.ok(!names.includes("pulumi"));
  });

  it("is created on the first network by priority and name, and attached to the others, under its name and aliases", () => {
    const found = convert(`
services:
  web:
    image: alpine
    networks:
      zone: { priority: 5, aliases: [w], ipv4_address: 10.1.0.5 }
      back: { aliases: [x] }
  other: { image: alpine, networks: { back: { aliases: [X] } } }
networks:
  zone: { ipam: { config: [{ subnet: 10.1.0.0/24, aux_addresses: { a: 10.1.0.9 } }] } }
  back: { internal: true }
`);
    const first = { name: "${zone-network.name}", aliases: ["web", "w"], ipv4Address: "10.1.0.5" };
    assert.deepEqual(found.properties("web").networksAdvanced, [first]);
    assert.deepEqual(found.properties("web-networks"), { container: "${web.id}", networks: [first] });
    assert.deepEqual(found.properties("web-on-back"), {
      container: "${web.id}",
      network: "${back-network.name}",
      aliases: ["web", "x"],
      sharedAliases: true,
      allowGatewayChange: true,
    });
    assert.deepEqual(found.properties("zone-network"), {
      name: "app_zone",
      ipamConfigs: [{ subnet: "10.1.0.0/24", auxAddresses: { a: "10.1.0.9" } }],
    });
    assert.deepEqual(found.properties("back-network"), { name: "app_back", internal: true });
  });

  it("waits for those that it depends on, for their health where it says so, and for their attachments", () => {
    const found = convert(`
services:
  web: { image: alpine, depends_on: { db: { condition: service_healthy }, job: { condition: service_completed_successfully } } }
  db: { image: redis, networks: [default, other], healthcheck: { test: x, interval: 1m, retries: 5 } }
  job: { image: alpine, depends_on: [db] }
networks: { other: }
`);
    assert.deepEqual(found.resources.web?.options?.dependsOn, ["${db-on-other}", "${db-ready}", "${job}"]);
    assert.deepEqual(found.properties("db-ready"), { container: "${db.id}", timeoutSeconds: 450 });
    assert.equal(found.properties("job").attach, true);
    assert.equal(found.properties("job").mustRun, false);
    assert.equal(found.properties("web").attach, undefined);
    const names = Object.keys(found.resources);
    assert.ok(names.indexOf("db") < names.indexOf("job") && names.indexOf("job") < names.indexOf("web"));
  });

  it("gives replicas names that stay, one alias, and a port each where a range has enough", () => {
    const found = convert(`
services:
  web: { image: alpine, scale: 2, ports: ["8000-8001:80", "9000:90"], networks: [default, other] }
networks: { other: }
`);
    for (const i of [1, 2]) {
      assert.equal(found.properties(`web-${i}`).name, `app-web-${i}`);
      assert.equal(found.properties(`web-${i}-on-other`).sharedAliases, true);
    }
    assert.deepEqual(found.properties("web-1").ports, [
      { internal: 80, external: 8000 },
      { internal: 90, external: 9000 },
    ]);
    assert.deepEqual(found.properties("web-2").ports, [{ internal: 80, external: 8001 }]);
    assert.ok(found.remarks.some((one) => /^3 services\.web\.ports\.1: of 2 containers only the first/.test(one)));
  });

  it("turns links into aliases, and says so; a name that is taken already stays whose it is", () => {
    const found = convert(`
services:
  web: { image: alpine, links: ["db:database", "db"] }
  api: { image: alpine, links: ["web:database", "db:api"] }
  db: { image: redis }
`);
    const [network] = found.properties("db").networksAdvanced as { aliases: string[] }[];
    assert.deepEqual(network?.aliases, ["db", "database"]);
    assert.deepEqual(found.remarks, [
      '3 services.web.links.0: "database" is an alias of db for all on the network "default"',
      '4 services.api.links.0: "database" leads to another service on the network "default"',
      '4 services.api.links.1: "api" leads to another service on the network "default"',
    ]);
  });

  it("shares the network, processes and volumes of another one", () => {
    const found = convert(`
services:
  web: { image: alpine, network_mode: "service:vpn", pid: "service:vpn", volumes_from: ["vpn:ro", "container:their"] }
  vpn: { image: alpine }
`);
    const { networkMode, pidMode, volumes, networksAdvanced } = found.properties("web");
    assert.deepEqual({ networkMode, pidMode }, { networkMode: "container:${vpn.id}", pidMode: "container:${vpn.id}" });
    assert.deepEqual(volumes, [{ fromContainer: "${vpn.id}:ro" }, { fromContainer: "their" }]);
    assert.equal(networksAdvanced, undefined);
    assert.equal(found.resources["web-networks"], undefined);
  });

  it("is built where it has a build, and refuses a build that would come out otherwise", () => {
    const found = service("build: { context: ./src, args: [A=1], target: dev, cache_from: [x], labels: [a=b] }");
    assert.deepEqual(found.properties("web-image"), {
      name: "alpine",
      keepLocally: true,
      build: {
        context: "${pulumi.cwd}/../app/src",
        buildArgs: { A: "1" },
        target: "dev",
        label: { a: "b" },
        labels: { a: "b" },
      },
    });
    assert.ok(found.remarks.some((one) => one.includes("build.cache_from: the image is built without it")));
    assert.throws(
      () => service("build: { context: ., dockerfile_inline: FROM x }"),
      /compose\.yaml:4: services\.web\.build\.dockerfile_inline: a build with this/,
    );
  });

  it("has once what the file has twice", () => {
    const found = service('ports: ["80:80", "80:80"]\nenvironment: [A=1, A=1]\ncap_add: [X]\nlabels: [a=1, a=1]');
    assert.deepEqual(found.properties("web").ports, [{ internal: 80, external: 80 }]);
    assert.deepEqual(found.properties("web").envs, ["A=1"]);
    assert.deepEqual(found.properties("web").labels, [{ label: "a", value: "1" }]);
  });

  it("says of every other key that it is not carried over, and on which line", () => {
    const found = service(`develop: { watch: [] }
mac_address: 02:00:00:00:00:01
oom_score_adj: 5
expose: [80]
deploy: { placement: {}, x-mine: 1 }
x-mine: 1
pull_policy: always
external_links: [other]
mem_limit: 100k`);
    assert.deepEqual(found.remarks.map((one) => one.split(":")[0]).sort(), [
      "10 services.web.pull_policy",
      "11 services.web.external_links",
      "12 services.web.mem_limit",
      "4 services.web.develop",
      "5 services.web.mac_address",
      "6 services.web.oom_score_adj",
      "7 services.web.expose",
      "8 services.web.deploy.placement",
    ]);
  });
});

describe("A Compose file of more than services", () => {
  it("is put together from what it extends, includes, and repeats by anchors", () => {
    const found = convert(
      `
include: [db/compose.yaml]
x-env: &env { A: "1", B: "2" }
services:
  web:
    extends: { file: base/base.yaml, service: app }
    environment: { <<: *env, B: "3" }
    ports: ["1:1"]
    command: mine
  worker:
    extends: web
    volumes: ["./own:/conf"]
`,
      {
        "base/base.yaml": `
services:
  app: { extends: root, environment: [C=4, A=0], volumes: ["./conf:/conf"], dns: [1.1.1.1] }
  root: { image: alpine, command: theirs, ports: ["2:2"], dns: [1.1.1.1, 2.2.2.2], labels: { networks: kept } }
`,
        "db/compose.yaml": `services: { db: { image: redis, volumes: ["./data:/data"] } }`,
      },
    );
    const web = found.properties("web");
    assert.deepEqual(web.envs, ["C=4", "A=1", "B=3"]);
    assert.deepEqual(web.command, ["mine"]);
    assert.deepEqual(web.dns, ["1.1.1.1", "2.2.2.2"]);
    assert.deepEqual(web.labels, [{ label: "networks", value: "kept" }]);
    assert.deepEqual(web.ports, [
      { internal: 1, external: 1 },
      { internal: 2, external: 2 },
    ]);
    assert.deepEqual(web.volumes, [{ containerPath: "/conf", hostPath: "${pulumi.cwd}/../app/base/conf" }]);
    const { volumes } = found.properties("worker");
    assert.deepEqual(volumes, [{ containerPath: "/conf", hostPath: "${pulumi.cwd}/../app/own" }]);
    assert.deepEqual(found.properties("db").volumes, [
      { containerPath: "/data", hostPath: "${pulumi.cwd}/../app/db/data" },
    ]);
  });

  it("takes the services of the profiles that are on, and names the others", () => {
    const text = `
services:
  web: { image: alpine, depends_on: { debug: { condition: service_started, required: false } } }
  debug: { image: alpine, profiles: [dev, test] }
`;
    const without = convert(text);
    assert.equal(without.resources.debug, undefined);
    assert.deepEqual(without.remarks, ["4 services.debug: its profiles are off: --profile dev or test takes it"]);
    assert.deepEqual(convert(text, {}, ["test"]).resources.web?.options?.dependsOn, ["${debug}"]);
    assert.ok(convert(text, {}, ["*"]).resources.debug);
  });

  it("takes its name from the file, and lets the file use it", () => {
    const found = convert(
      "name: ${NOWHERE:-shop}\nservices: { web: { image: alpine, hostname: $COMPOSE_PROJECT_NAME } }\n",
    );
    assert.equal(found.properties("web").name, "shop-web-1");
    assert.equal(found.properties("web").hostname, "shop");
  });

  it("says where a variable that is not set stands, once", () => {
    const found = service("hostname: a$NOWHERE\ndomainname: b$NOWHERE");
    assert.deepEqual(found.remarks, ["4 ${NOWHERE}: the variable is not set, so nothing stands in its place"]);
  });

  it("mounts files of secrets for reading alone, and puts those of variables there as secret settings", () => {
    const found = convert(
      `
services:
  web: { image: alpine, secrets: [a, { source: b, target: /b, mode: 0400 }], configs: [c, d] }
secrets: { a: { file: ./a.txt }, b: { environment: WORD } }
configs: { c: { file: c.conf }, d: { content: "port $PORT" } }
`,
      { ".env": "WORD=sesame\nPORT=80", "a.txt": "not read" },
    );
    assert.deepEqual(found.properties("web").volumes, [
      { containerPath: "/run/secrets/a", hostPath: "${pulumi.cwd}/../app/a.txt", readOnly: true },
      { containerPath: "/c", hostPath: "${pulumi.cwd}/../app/c.conf", readOnly: true },
    ]);
    assert.deepEqual(found.properties("web").uploads, [
      { file: "/b", content: "${WORD}", permissions: "0400" },
      { file: "/d", content: "port 80", permissions: "0444" },
    ]);
    assert.deepEqual(found.values, { WORD: "sesame" });
  });

  it("keeps what files of variables say, passwords, and logins in addresses out of the program", () => {
    const found = convert(
      `
services:
  web:
    image: alpine
    command: run --token \${API_TOKEN}
    env_file: [web.env, { path: none.env, required: false }]
    environment:
      DB_PASSWORD: literal1
      URL: postgres://me:literal2@db/x
      OTHER: postgres://me:\${DB_PASSWORD}@db/x
      PLAIN: \${PLAIN}
      DB_PASSWORD_FILE: /run/secrets/db
      ALLOW_EMPTY_PASSWORD: "yes"
      PASSED_TOKEN:
`,
      {
        ".env": "API_TOKEN=hidden1\nDB_PASSWORD=hidden2\nPLAIN=open\nPASSED_TOKEN=hidden3",
        "web.env": "LEVEL=hidden4",
      },
    );
    for (const text of [found.yaml, found.typescript, found.remarks.join()]) {
      assert.doesNotMatch(text, /literal\d|hidden\d|[\uE000\uE001]/);
    }
    assert.deepEqual(found.properties("web").envs, [
      "LEVEL=${LEVEL}",
      "DB_PASSWORD=${DB_PASSWORD}",
      "URL=${URL}",
      "OTHER=postgres://me:${DB_PASSWORD-2}@db/x",
      "PLAIN=open",
      "DB_PASSWORD_FILE=/run/secrets/db",
      "ALLOW_EMPTY_PASSWORD=yes",
      "PASSED_TOKEN=${PASSED_TOKEN}",
    ]);
    assert.deepEqual(Object.values(found.values).sort(), [
      "hidden1",
      "hidden2",
      "hidden3",
      "hidden4",
      "literal1",
      "postgres://me:literal2@db/x",
    ]);
  });

  it("keeps any value of a file of variables out of the program, and gives it to the stack as it was", () => {
    const value = fc.string({ minLength: 12, maxLength: 40 }).filter((text) => !/['\n\r]/.test(text));
    fc.assert(
      fc.property(value, value, (one, two) => {
        const files = { "web.env": `ONE='${one}'`, ".env": `SOME_TOKEN='${two}'` };
        const found = service("env_file: web.env\nhostname: $SOME_TOKEN", files);
        for (const text of [found.yaml, found.typescript]) {
          assert.ok(!text.includes(one) && !text.includes(two), text);
        }
        assert.deepEqual(found.values, { ONE: one, SOME_TOKEN: two });
      }),
      { numRuns: 40 },
    );
  });
});

describe("A Compose file that is wrong", () => {
  const lines = (...all: string[]) =>
    `services:\n  web:\n    image: alpine\n${all.map((one) => `    ${one}\n`).join("")}`;
  const files: [string, string, RegExp][] = [
    ["no YAML", "services: [", /^Error: .*compose\.yaml:1: Flow sequence/],
    ["a key twice", "a: 1\na: 2\n", /compose\.yaml:2: Map keys must be unique$/],
    ["nothing", "", /compose\.yaml:1: this is no Compose file: it holds no mapping/],
    [
      "an unknown key",
      lines("imge: x"),
      /compose\.yaml:4: services\.web\.imge: the Compose specification knows no such key/,
    ],
    [
      "an unknown key below",
      lines("ports:", "  - target: 1", "    publishd: 2"),
      /compose\.yaml:6: services\.web\.ports\.0\.publishd:/,
    ],
    ["a value of another kind", lines("ports: 80"), /compose\.yaml:4: services\.web\.ports: has to be array/],
    [
      "a value of none of several kinds",
      lines("command: { a: 1 }"),
      /:4: services\.web\.command: has to be null or string or array/,
    ],
    [
      "a port that is none",
      lines("ports:", '  - "80:x"'),
      /compose\.yaml:5: services\.web\.ports\.0: "80:x" is no port/,
    ],
    [
      "an anchor's mistake",
      `x-a: &a\n  ports: 80\n${lines("<<: *a")}`,
      /compose\.yaml:2: services\.web\.ports: has to be array/,
    ],
    [
      "no image",
      "services:\n  web: { command: x }\n",
      /compose\.yaml:2: services\.web: it has neither an image nor a build/,
    ],
    [
      "a missing dependency",
      lines("depends_on: [db]"),
      /:4: services\.web\.depends_on\.db: there is no service "db", or its profile is off/,
    ],
    [
      "a circle",
      "services:\n  a: { image: x, links: [b] }\n  b: { image: x, depends_on: [a] }\n",
      /in a circle: a, b, a/,
    ],
    ["a missing network", lines("networks: [x]"), /:4: services\.web\.networks\.x: there is no network "x"/],
    ["a missing volume", lines('volumes: ["x:/x"]'), /:4: services\.web\.volumes\.0: there is no volume "x"/],
    [
      "a missing secret",
      lines("secrets: [x]"),
      /:4: services\.web\.secrets\.0: there is no "x" under the file's "secrets"/,
    ],
    [
      "a missing file of variables",
      lines("env_file: x.env"),
      /:4: services\.web\.env_file\.0: there is no file .*x\.env/,
    ],
    [
      "a variable that has to be set",
      lines('hostname: "${NOWHERE:?give one}"'),
      /:4: services\.web\.hostname: the variable NOWHERE has to be set: give one/,
    ],
    [
      "a variable without a name",
      lines('hostname: "a${}"'),
      /:4: services\.web\.hostname: "\$\{\}" is no variable; write \$\$/,
    ],
    [
      "a time that is none",
      lines("stop_grace_period: soon"),
      /:4: services\.web\.stop_grace_period: "soon" is no time/,
    ],
    ["a size that is none", lines("mem_limit: big"), /:4: services\.web\.mem_limit: "big" is no size/],
    ["an open quotation mark", lines(`command: say "hi`), /:4: services\.web\.command: a quotation mark/],
    ["a base that is not there", lines("extends: x"), /:4: services\.web\.extends: there is no service "x"/],
    ["a base that is itself", lines("extends: web"), /:4: services\.web\.extends: it extends itself/],
    [
      "an inclusion of itself",
      `include: [compose.yaml]\n${lines()}`,
      /compose\.yaml:1: include: the file includes itself/,
    ],
    [
      "a file into a read-only root",
      `${lines("read_only: true", "configs: [c]")}configs: { c: { content: x } }`,
      /compose\.yaml:5: services\.web\.configs\.0: a container with a read-only root takes no such file/,
    ],
    [
      "a name for two",
      lines("container_name: mine", "scale: 2"),
      /:4: services\.web\.container_name: 2 containers cannot all have this name/,
    ],
    ["a project's name with a space", `name: A B\n${lines()}`, /"A B" cannot be a project's name/],
    [
      "aliases without end",
      `x-a: &a [${"1,".repeat(99)}1]\nx-b: &b [${"*a,".repeat(99)}*a]\nx-c: [${"*b,".repeat(99)}*b]\n`,
      /resource exhaustion/,
    ],
  ];
  for (const [what, text, error] of files) {
    it(`is refused for ${what}, with the line`, () => assert.throws(() => convert(text), error));
  }

  it("names a secret variable in a message, and not its value", () => {
    const refused = () => convert(lines("ports: [$MY_TOKEN]"), { ".env": "MY_TOKEN=sesame" });
    assert.throws(refused, (error: Error) => /"\$\{MY_TOKEN\}" is no port/.test(showMarks(error.message)));
    assert.throws(refused, (error: Error) => !error.message.includes("sesame"));
  });

  it("is read whatever YAML it is, or refused with a sentence", () => {
    const key = fc.constantFrom(
      ..."image build command ports volumes networks depends_on environment healthcheck deploy links".split(" "),
    );
    const services = fc.dictionary(fc.constantFrom("a", "b"), fc.dictionary(key, fc.jsonValue({ maxDepth: 2 })));
    fc.assert(
      fc.property(services, (all) => {
        try {
          convert(stringify({ services: all }));
        } catch (error) {
          assert.match(String(error), /^Error: .*compose\.yaml:\d+: /);
        }
      }),
      { numRuns: 200 },
    );
  });
});
