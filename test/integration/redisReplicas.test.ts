import assert from "node:assert/strict";
import { ensureHaproxy } from "../../sandbox/images/Images";
import { poll } from "../../sandbox/poll";
import { integrationSuite } from "../support/integrationSuite";
import { ReplicatedWriter } from "../support/ReplicatedWriter";
import { runDockwire } from "../support/runDockwire";
import { YamlProject } from "../support/YamlProject";

const PATIENCE = { every: 250, timeout: 90_000 };
const CLI = "redis-cli --no-auth-warning";
/** As the client's variables and files say it. */
const LOGIN = `REDISCLI_AUTH=$(cat $DB_PASSWORD_FILE) ${CLI} -p $DB_PORT --user $DB_USERNAME --tls --cacert $DB_CA_FILE`;

integrationSuite("A RedisReplicas on one Engine", ["engine", "pulumi"], function (engine) {
  this.timeout(600_000);
  let project: YamlProject;
  let web: string;
  const redis = (rest: string) => project.name(`redis-${rest}`);

  before(async () => {
    await ensureHaproxy();
    project = await YamlProject.create();
    web = project.name("web");
    project.program(program());
    await project.up();
  });
  after(() => project.dispose());

  function program(inputs: object = {}) {
    const name = project.name("redis");
    const common = { image: "redis:7", tls: {}, keepData: false, downAfterSeconds: 2, containerName: name };
    return {
      resources: {
        net: { type: "dockwire:Network", properties: { name: project.name("net") } },
        redis: { type: "dockwire:RedisReplicas", properties: { network: "${net.name}", ...common, ...inputs } },
        web: {
          type: "dockwire:ClientApp",
          properties: {
            ...{ network: "${net.name}", containerName: web, image: "redis:7", command: ["sleep", "100000"] },
            ...{ uses: { db: "${redis}" }, stopSeconds: 1 },
          },
        },
      },
      outputs: { sentinels: "${redis.sentinels}" },
    };
  }

  /** Run by the client, which knows no more than its variables. */
  const shell = async (line: string) => {
    const { stdout, stderr } = await engine.exec(web, ["sh", "-c", line]);
    return (stdout + stderr).trim();
  };
  const db = (command: string) => shell(`timeout 3 sh -c '${LOGIN} -h $DB_HOST ${command}'`);
  /** The server that a Sentinel names, asked as a client that knows Sentinel does. */
  const primary = async () => {
    const one = "${DB_SENTINELS##*,}";
    const login = LOGIN.replace("-p $DB_PORT", `-h \${sentinel%:*} -p \${sentinel#*:}`);
    const answer = await shell(`sentinel=${one}; ${login} sentinel get-master-addr-by-name $DB_PRIMARY_NAME`);
    return answer.split("\n")[0] ?? "";
  };
  const role = async (server: string) => {
    const { stdout } = await engine.exec(server, ["sh", "-c", `${CLI} --user health --pass any --tls --insecure role`]);
    return stdout.trim().split("\n");
  };
  const until = async (what: string, condition: () => Promise<boolean>) => {
    const met = await poll(async () => ((await condition()) ? true : undefined), PATIENCE);
    assert.ok(met, what);
  };
  /** For a second after a change the router may lead to what is a replica by now, which refuses to write. */
  const written = (key: string) => until(`${key} is written`, async () => (await db(`set ${key} yes`)) === "OK");
  /**
   * Every Sentinel knows every other one and both replicas, and has no failover under way: while it has one, it waits for
   * the new primary for ever if that one goes (sentinelFailoverDetectEnd), and has no vote about another.
   */
  const isWatched = async () => {
    const answers = ["1", "2", "3"].map(async (key) => {
      const login = LOGIN.replace("-p $DB_PORT", `-h ${redis(`sentinel-${key}`)} -p 26379`);
      const lines = (await shell(`${login} sentinel master $DB_PRIMARY_NAME`)).split("\n");
      const value = (name: string) => lines[lines.indexOf(name) + 1];
      return value("num-slaves") === "2" && value("num-other-sentinels") === "2" && value("flags") === "master";
    });
    return (await Promise.all(answers)).every(Boolean);
  };

  it("answers under one name, which leads to the primary, with TLS and a password", async () => {
    assert.equal(await db("set city Ghent"), "OK");
    assert.equal(await primary(), redis("1"));
    assert.equal((await role(redis("1")))[0], "master");
    for (const replica of ["2", "3"]) {
      assert.deepEqual((await role(redis(replica))).slice(0, 4), ["slave", redis("1"), "6379", "connected"]);
    }
    assert.match(await shell(`${CLI} -h $DB_HOST -p $DB_PORT --tls --cacert $DB_CA_FILE get city`), /^NOAUTH/);
    const sentinel = `${CLI} -h ${redis("sentinel-1")} -p 26379 --tls --cacert $DB_CA_FILE sentinel masters`;
    assert.match(await shell(sentinel), /^NOAUTH/);
    await until("the Sentinels know each other and the replicas", isWatched);
  });

  it("has the password of replicas and Sentinels in no state, inspection or log", async () => {
    const { stdout } = await engine.exec(redis("1"), ["cat", "/usr/local/etc/redis/redis.conf"]);
    const [, password = ""] = /^masterauth (\w{16,})$/m.exec(stdout) ?? assert.fail(stdout);
    const places = [await project.stateText()];
    for (const name of (await engine.list(project.name("redis"))).containers) {
      const log = await engine.docker.getContainer(name).logs({ stdout: true, stderr: true });
      places.push(JSON.stringify(await engine.container(name)), log.toString());
    }
    assert.equal(places.length, 15);
    for (const place of places) {
      assert.ok(place.length > 20);
      assert.ok(!place.includes(password), place.slice(0, 200));
    }
  });

  it("is opened by redis-cli of the command line under its name, with TLS and the stack's password", async () => {
    const { folder, stack, variables } = project.pulumi;
    const { code, stdout, stderr } = await runDockwire(
      ["redis-cli", "redis", "--image", "redis:7", "--stack", stack, "--", "get", "city"],
      { cwd: folder, environment: variables },
    );
    assert.deepEqual([code, stdout.trim()], [0, "Ghent"], stderr);
  });

  it("changes nothing at a second update, nor at a refresh", async () => {
    await project.up("--expect-no-changes");
    await project.up("--refresh", "--expect-no-changes");
  });

  it("has another primary when its container stops, and what a replica had is there", async () => {
    await until("the Sentinels know each other and the replicas", isWatched);
    const writer = await ReplicatedWriter.start(engine, web, `sh -c '${LOGIN} -h $DB_HOST'`);
    await until("something is written", async () => (await writer.acknowledged()).length > 20);
    const before = await writer.acknowledged();
    await engine.docker.getContainer(redis("1")).stop();
    await until("writes go on", async () => (await writer.acknowledged()).length > before.length + 20);
    assert.notEqual(await primary(), redis("1"));
    const gap = await writer.longestGap();
    console.log(`      without a primary for ${gap} ms, of which 2000 until the Sentinels find it gone`);
    assert.ok(gap < 20_000, `${gap} ms`);
    assert.equal(await missing(await writer.acknowledged()), 0);
  });

  it("takes the former primary back as a replica, and leads on to the new one", async () => {
    const now = await primary();
    await engine.docker.getContainer(redis("1")).start();
    await until("it is a replica", async () => (await role(redis("1")))[3] === "connected");
    assert.equal((await role(redis("1")))[1], now);
    assert.equal(await primary(), now);
    assert.equal(await db("get city"), "Ghent");
    await project.up("--refresh", "--expect-no-changes");
  });

  it("has a server that stays as its primary when an edit takes the primary away, with TLS by another authority", async () => {
    for (let now = await primary(); now !== redis("3"); now = await primary()) {
      await until("the Sentinels know each other and the replicas", isWatched);
      await engine.docker.getContainer(now).stop();
      await until("another one is the primary", async () => ![now, ""].includes(await primary()));
      await engine.docker.getContainer(now).start();
      await until("it is a replica", async () => (await role(now))[3] === "connected");
    }
    await written("before-less");
    project.program(program({ replicas: 1 }));
    await project.up();
    assert.notEqual(await primary(), redis("3"));
    assert.equal(await db("get before-less"), "yes");
    assert.equal(await db("get city"), "Ghent");
    project.program(program());
    await project.up();
    assert.equal(await db("get before-less"), "yes");
  });

  it("keeps its data through an edit that makes every server again", async () => {
    await written("before-edit");
    project.program(program({ config: { maxclients: 500 }, quorum: 3 }));
    await project.up();
    assert.equal(await db("get before-edit"), "yes");
    assert.equal(await db("get city"), "Ghent");
    assert.equal(await missing([1, 2, 3]), 0);
    await project.up("--refresh", "--expect-no-changes");
  });

  it("keeps its data through a restart of all containers at once", async () => {
    await until("the Sentinels know each other and the replicas", isWatched);
    const names = (await engine.list(project.name("redis"))).containers;
    await Promise.all(names.map((name) => engine.docker.getContainer(name).stop()));
    await Promise.all(names.map((name) => engine.docker.getContainer(name).start()));
    await until("it answers", async () => (await db("get before-edit")) === "yes");
    assert.equal(await db("get city"), "Ghent");
  });

  it("keeps its data when all its containers get another name", async () => {
    await until("the Sentinels know each other and the replicas", isWatched);
    await written("before-name");
    const { volumes } = await engine.list(project.name("redis"));
    project.program(program({ containerName: project.name("store") }));
    await project.up();
    assert.equal(await db("get before-name"), "yes");
    assert.equal(await db("get city"), "Ghent");
    assert.deepEqual((await engine.list(project.name("redis"))).volumes, volumes);
    assert.deepEqual((await engine.list(project.name("store"))).volumes, []);
    await project.up("--refresh", "--expect-no-changes");
  });

  it("refuses at preview machines that are one Engine, however its address is written", async () => {
    const host = process.env.DOCKER_HOST ?? "unix:///var/run/docker.sock";
    const [a, b, c] = ["///", "////", "/////"].map((slashes) => host.replace("///", slashes));
    project.program(program({ machines: { a, b, c } }));
    const { succeeded, text } = await project.run("preview");
    assert.ok(!succeeded);
    assert.match(
      text,
      /RedisReplicas "redis": "machines\.a" and "machines\.b" are one Engine, whose end would be that of both; name another machine/,
    );
  });

  it("leaves nothing when it is destroyed", async () => {
    project.program(program());
    await project.destroy();
    assert.deepEqual(await engine.list(project.pulumi.prefix), { containers: [], networks: [], volumes: [] });
  });

  /** How many of the writer's keys are not there; an answer that does not come says nothing of that. */
  async function missing(numbers: readonly number[]): Promise<number> {
    const keys = numbers.map((number) => `written:${number}`).join(" ");
    const found = await poll(async () => /^\d+$/.exec(await db(`exists ${keys}`))?.[0], PATIENCE);
    return numbers.length - Number(found ?? assert.fail("no answer"));
  }
});
