import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { changed } from "../support/PulumiRun";
import { integrationSuite } from "../support/integrationSuite";
import { ServersProject } from "../support/ServersProject";

const LOAD_SECONDS = 10;
const COMMAND = ["sh", "-c", `sleep ${LOAD_SECONDS}; exec redis-server /usr/local/etc/redis/redis.conf`];
const SLEEPER = { image: "alpine", command: ["sleep", "3600"], stopSeconds: 0 };

integrationSuite("A ClientApp on a real Engine", ["engine", "pulumi"], (engine) => {
  let project: ServersProject;
  const environment = async (container: string) => {
    const { stdout } = await engine.exec(container, ["env"]);
    return Object.fromEntries(
      stdout
        .trim()
        .split("\n")
        .map((line) => line.split(/=(.*)/s) as [string, string]),
    );
  };

  before(async () => {
    project = await ServersProject.create();
  });
  after(() => project.pulumi.dispose());

  it("does not exist before the server that it uses has loaded its data for ten seconds and is healthy", async () => {
    project.plan({
      redis: { keepData: false },
      redisCommand: COMMAND,
      clients: { app: { ...SLEEPER, uses: "db" } },
    });
    const update = project.pulumi.up();
    let isDone = false;
    const done = update.finally(() => (isDone = true));
    let looks = 0;
    while (!isDone) {
      const [redis, app] = await Promise.all([
        engine.container(project.name("redis")),
        engine.container(project.name("app")),
      ]);
      if (redis?.State.Running) {
        const pong = (
          await engine.exec(project.name("redis"), ["sh", "-c", redis.Config.Healthcheck?.Test?.[1] ?? "false"])
        ).exitCode;
        if (pong !== 0) {
          looks += 1;
          assert.equal(app, undefined, "the client is there while redis does not answer");
        }
      }
      await sleep(200);
    }
    await done;
    assert.ok(looks > LOAD_SECONDS, `looked ${looks} times`);
    const [redis, app] = await Promise.all([
      engine.container(project.name("redis")),
      engine.container(project.name("app")),
    ]);
    assert.ok(redis && app);
    const waited = Date.parse(app.Created) - Date.parse(redis.State.StartedAt);
    assert.ok(waited >= LOAD_SECONDS * 1000, `the client was created after ${waited} ms`);
  });

  it("finds the server by variables and its secrets in files that only it can read", async () => {
    const app = project.name("app");
    const { password, url } = (await project.pulumi.outputs()) as { password: string; url: string };
    const variables = await environment(app);
    const own = Object.fromEntries(Object.entries(variables).filter(([name]) => name.startsWith("DB_")));
    assert.deepEqual(own, {
      DB_HOST: project.name("redis"),
      DB_PORT: "6379",
      DB_USERNAME: "client",
      DB_PASSWORD_FILE: "/run/secrets/db_password",
      DB_URL_FILE: "/run/secrets/db_url",
    });
    assert.equal((await engine.exec(app, ["cat", "/run/secrets/db_password"])).stdout, password);
    assert.equal((await engine.exec(app, ["cat", "/run/secrets/db_url"])).stdout, url);
    assert.notEqual((await engine.exec(app, ["sh", "-c", "echo x > /run/secrets/db_url"])).exitCode, 0);
    assert.ok(!JSON.stringify(await engine.container(app)).includes(password));
    assert.equal((await engine.exec(app, ["ping", "-c1", variables.DB_HOST ?? ""])).exitCode, 0);
  });

  it("is refused, and not made, while the server that it uses is on no network of its own", async () => {
    const app = { ...SLEEPER, uses: "db" };
    const plan = { redis: { keepData: false }, redisCommand: COMMAND };
    project.plan({ ...plan, attached: false });
    await project.pulumi.up();
    project.plan({ ...plan, attached: false, clients: { app } });
    const text = await project.pulumi.failure(project.pulumi.up());
    const [redis, back] = [project.name("redis"), project.name("back")];
    const sentence = `uses "db", but container "${redis}" is on ${back} and not on the client's.`;
    assert.ok(text.includes(`ClientApp "front-app" ${sentence}`), text);
    assert.match(
      text,
      /Attach it to the network that the client is created on, and name the attachment in the option "dependsOn"/,
    );
    assert.equal(await engine.container(project.name("app")), undefined);
    project.plan({ ...plan, clients: { app } });
    await project.pulumi.up();
  });

  it("and its server, taken off every network by hand, are on them again after an update, and are the same", async () => {
    const [app, redis] = [project.name("app"), project.name("redis")];
    const before = [await engine.container(app), await engine.container(redis)];
    for (const [network, Container] of [
      ["front", app],
      ["front", redis],
      ["back", redis],
    ] as const) {
      await engine.docker.getNetwork(project.name(network)).disconnect({ Container });
    }
    await project.pulumi.up("--refresh");
    const after = [await engine.container(app), await engine.container(redis)];
    assert.deepEqual(
      after.map((one) => [one?.Id, one?.State.StartedAt]),
      before.map((one) => [one?.Id, one?.State.StartedAt]),
    );
    assert.equal((await engine.exec(app, ["ping", "-c1", redis])).exitCode, 0);
    await project.pulumi.up("--refresh", "--expect-no-changes");
  });

  it("is held as an ordinary image can bear it", async () => {
    const host = (await engine.container(project.name("app")))?.HostConfig;
    assert.deepEqual(host?.CapDrop, ["CAP_AUDIT_WRITE", "CAP_MKNOD"]);
    assert.deepEqual(host?.SecurityOpt, ["no-new-privileges:true"]);
    assert.equal(host?.Memory, 1024 * 1024 * 1024);
    assert.equal(host?.PidsLimit, 512);
    assert.deepEqual(host?.RestartPolicy, { Name: "unless-stopped", MaximumRetryCount: 0 });
    assert.equal(host?.ReadonlyRootfs, false);
  });

  it("stays as it is when another network is added and taken away", async () => {
    const app = project.name("app");
    const before = await engine.container(app);
    const plan = (onThird: boolean) =>
      project.plan({
        redis: { keepData: false },
        redisCommand: COMMAND,
        clients: { app: { ...SLEEPER, uses: "db", onThird } },
      });
    plan(true);
    assert.deepEqual(changed(await project.pulumi.up()), { created: 1 });
    const during = await engine.container(app);
    assert.deepEqual(Object.keys(during?.NetworkSettings.Networks ?? {}).sort(), [
      project.name("front"),
      project.name("third"),
    ]);
    assert.deepEqual(changed(await project.pulumi.up("--refresh", "--expect-no-changes")), {});
    plan(false);
    assert.deepEqual(changed(await project.pulumi.up()), { deleted: 1 });
    const after = await engine.container(app);
    for (const found of [during, after]) {
      assert.equal(found?.Id, before?.Id);
      assert.equal(found?.State.StartedAt, before?.State.StartedAt);
    }
  });

  it("has a link's variables byte for byte, by address and by name, and the host line", async () => {
    const redis = project.name("redis");
    project.plan({
      redis: { mode: "tutorial" },
      clients: {
        address: { ...SLEEPER, link: { alias: "xxx", by: "address", hosts: true, environment: true } },
        name: { ...SLEEPER, link: { alias: "my-db" } },
      },
    });
    await project.pulumi.up();
    const found = await engine.container(redis);
    const ip = found?.NetworkSettings.Networks[project.name("front")]?.IPAddress ?? "";
    assert.match(ip, /^\d+\./);
    const version = found?.Config.Env.find((one) => one.startsWith("REDIS_VERSION="))?.split("=")[1];
    const linked = Object.entries(await environment(project.name("address"))).filter(([name]) =>
      name.startsWith("XXX_"),
    );
    assert.deepEqual(Object.fromEntries(linked), {
      XXX_PORT: `tcp://${ip}:6379`,
      XXX_PORT_6379_TCP: `tcp://${ip}:6379`,
      XXX_PORT_6379_TCP_ADDR: ip,
      XXX_PORT_6379_TCP_PORT: "6379",
      XXX_PORT_6379_TCP_PROTO: "tcp",
      XXX_NAME: `/${project.name("address")}/xxx`,
      XXX_ENV_REDIS_VERSION: version,
    });
    const hosts = (await engine.exec(project.name("address"), ["cat", "/etc/hosts"])).stdout.split("\n");
    assert.ok(hosts.includes(`${ip}\txxx ${found?.Id.slice(0, 12)} ${redis}`), hosts.join("\n"));
    assert.equal((await engine.exec(project.name("address"), ["ping", "-c1", "xxx"])).exitCode, 0);
    const named = await environment(project.name("name"));
    assert.equal(named.MY_DB_PORT_6379_TCP, `tcp://${redis}:6379`);
    assert.equal(named.MY_DB_NAME, `/${project.name("name")}/my-db`);
    assert.equal(
      Object.keys(named).some((name) => name.startsWith("MY_DB_ENV_")),
      false,
    );
    assert.deepEqual(changed(await project.pulumi.up("--refresh", "--expect-no-changes")), {});
  });

  it("runs as several replicas that answer to one name, and counts its visits in a redis with TLS and a password", async () => {
    project.plan({
      redis: { keepData: false, tls: true },
      clients: {
        web: {
          image: "katacoda/redis-node-docker-example",
          replicas: ["a", "b"],
          ports: [{ internal: 3000 }],
          uses: "redis",
          environment: { NODE_EXTRA_CA_CERTS: "/run/secrets/redis_ca.pem" },
          healthcheck: {
            command: ["node", "-e", "fetch('http://localhost:3000/healthz').then(r=>process.exit(r.ok?0:1))"],
          },
        },
      },
    });
    await project.pulumi.up();
    const { urls } = (await project.pulumi.outputs()) as { urls: { web: string[] } };
    assert.equal(urls.web.length, 2);
    const pages = [];
    for (const url of urls.web) pages.push(execFileSync("curl", ["--silent", "--fail", url], { encoding: "utf8" }));
    assert.notEqual(pages[0], pages[1]);
    const names = await engine.run("alpine", ["nslookup", project.name("web")], { network: project.name("front") });
    assert.equal((names.stdout.match(/^Address.*: \d+\.\d+\.\d+\.\d+$/gm) ?? []).length >= 2, true, names.stdout);
    assert.deepEqual(changed(await project.pulumi.up("--refresh", "--expect-no-changes")), {});
  });
});
