import assert from "node:assert/strict";
import { DockerFixture } from "../support/DockerFixture";
import { freePort } from "../support/freePort";
import { integrationSuite } from "../support/integrationSuite";
import { YamlProject, YamlResource } from "../support/YamlProject";

integrationSuite("A component that gets another name in the program", ["engine", "pulumi"], () => {
  const docker = new DockerFixture();
  const name = (rest: string) => docker.name(rest);
  let project: YamlProject;

  beforeEach(async () => {
    project = await YamlProject.create({ prefix: docker.prefix });
  });
  afterEach(async () => {
    await docker.remove();
    project.pulumi.abandon();
  });

  const lay = (resources: Record<string, YamlResource>) => project.program({ resources });
  const component = (type: string, properties: YamlResource["properties"], aliases: string[]) => {
    return { type: `dockwire:${type}`, properties, options: aliases.length ? { aliases } : {} };
  };
  const SLEEPER = { image: "alpine", command: ["sleep", "100000"], stopSeconds: 0 };
  const app = (aliases: string[] = []) =>
    component("ClientApp", { ...SLEEPER, containerName: name("web"), network: name("net") }, aliases);
  const whole = (aliases: string[] = []) => {
    const redis = { containerName: name("redis"), image: "redis:7", mode: "tutorial" };
    const clients = { web: { ...SLEEPER, containerName: name("web"), replicas: 2 } };
    return component("AppNetwork", { networkName: name("own"), redis, clients }, aliases);
  };

  /** Every container, by its id and its start. */
  async function containers(): Promise<unknown[]> {
    const { containers: names } = await docker.list(docker.prefix);
    const found = await Promise.all(names.map((one) => docker.container(one)));
    return found.map((one) => [one?.Name, one?.Id, one?.State.StartedAt]);
  }

  /** The text of a preview that has to fail, and the alias that it tells. */
  async function refused(): Promise<{ text: string; alias: string }> {
    const { succeeded, text } = await project.run("preview");
    assert.equal(succeeded, false, text);
    return { text, alias: /resource option aliases: \["([^"]+)"\]/.exec(text)?.[1] ?? "" };
  }

  it("is refused at preview with the alias to write, and with that its container stays", async () => {
    await docker.makeNetwork("net");
    lay({ before: app() });
    await project.up();
    const present = await containers();
    lay({ after: app() });
    const { text, alias } = await refused();
    assert.ok(text.includes(`Creating container "${name("web")}": the Engine has it already, as that of`), text);
    assert.equal(alias, project.urn("ClientApp", "before"));
    lay({ after: app([alias]) });
    await project.up();
    assert.deepEqual(await containers(), present);
    await project.up("--expect-no-changes");
  });

  it("is refused by an update without a preview too, after which its former name is as it was", async () => {
    await docker.makeNetwork("net");
    lay({ before: app() });
    await project.up();
    const present = await containers();
    lay({ after: app() });
    const { succeeded, text } = await project.run("up");
    assert.equal(succeeded, false, text);
    assert.ok(text.includes(`aliases: ["${project.urn("ClientApp", "before")}"]`), text);
    // It is no more known than it was.
    await refused();
    lay({ before: app() });
    await project.up();
    assert.deepEqual(await containers(), present);
    lay({ after: app([project.urn("ClientApp", "before")]) });
    await project.up();
    assert.deepEqual(await containers(), present);
  });

  it("is refused once, in its own words", async () => {
    await docker.makeNetwork("net");
    lay({ before: app() });
    await project.up();
    lay({ after: app() });
    const { resources, text } = await project.run("preview");
    assert.equal(resources["after-label"]?.messages.length, 1, text);
    const [, diagnostics = ""] = text.split("Diagnostics:");
    assert.equal(diagnostics.split("the Engine has it already").length, 2, text);
    assert.doesNotMatch(text, /serializing property/);
  });

  it("keeps the data of a server when it was refused by an update without a preview", async () => {
    await docker.makeNetwork("net");
    const password = "the-tests-own-word";
    const server = { network: name("net"), containerName: name("redis"), image: "redis", keepData: false, password };
    lay({ before: component("RedisServer", server, []) });
    await project.up();
    const login = ["redis-cli", "--no-auth-warning", "--user", "client", "-a", password];
    const cli = async (...words: string[]) => (await docker.exec(name("redis"), [...login, ...words])).stdout.trim();
    assert.equal(await cli("SET", "order", "1"), "OK");
    const present = await containers();
    lay({ after: component("RedisServer", server, []) });
    assert.equal((await project.run("up")).succeeded, false);
    lay({ before: component("RedisServer", server, []) });
    await project.up();
    assert.deepEqual(await containers(), present);
    assert.equal(await cli("GET", "order"), "1");
    await project.up("--refresh", "--expect-no-changes");
  });

  it("keeps the data of a server whose container gets another name with it, as by default", async () => {
    const [back, rear] = [name("back"), name("rear")];
    const network = (containerName: string | undefined, aliases: string[] = []) => {
      const redis = { image: "redis", password: "the-tests-own-word", containerName };
      return component("AppNetwork", { redis }, aliases);
    };
    const cli = async (...words: string[]) => {
      const { containers: running } = await docker.list(docker.prefix);
      const login = ["redis-cli", "--no-auth-warning", "--user", "client", "-a", "the-tests-own-word"];
      return (await docker.exec(running[0] ?? "", [...login, ...words])).stdout.trim();
    };
    lay({ [back]: network(undefined) });
    await project.up();
    const { containers: before, volumes } = await docker.list(docker.prefix);
    assert.equal(await cli("SET", "order", "1"), "OK");
    lay({ [rear]: network(undefined, [project.urn("AppNetwork", back)]) });
    await project.up();
    assert.notDeepEqual((await docker.list(docker.prefix)).containers, before);
    assert.equal(await cli("GET", "order"), "1");
    lay({ [rear]: network(name("cache")) });
    await project.up();
    assert.equal(await cli("GET", "order"), "1");
    const data = volumes.filter((one) => one.endsWith("-data"));
    assert.deepEqual(
      (await docker.list(docker.prefix)).volumes.filter((one) => one.endsWith("-data")),
      data,
    );
    await project.up("--refresh", "--expect-no-changes");
    lay({ [rear]: network(name("last")) });
    await project.up(
      "--target-replace",
      project.urn("Volume", `${rear}-redis-data`, "dockwire:index:AppNetwork$dockwire:index:RedisServer$"),
      "--target-dependents",
    );
    assert.equal(await cli("GET", "order"), "1");
  });

  it("is an AppNetwork: the alias is its own, and with that all its parts stay", async () => {
    lay({ back: whole() });
    await project.up();
    const present = await containers();
    assert.equal(present.length, 3);
    lay({ rear: whole() });
    const { alias } = await refused();
    assert.equal(alias, project.urn("AppNetwork", "back"));
    assert.deepEqual(await containers(), present);
    lay({ rear: whole([alias]) });
    await project.up();
    assert.deepEqual(await containers(), present);
  });

  it("is refused at preview where its container gets another name too, and has a host port", async () => {
    await docker.makeNetwork("net");
    const external = await freePort();
    const published = (called: string, aliases: string[] = []) => {
      const ports = [{ internal: 80, external }];
      return component("ClientApp", { ...SLEEPER, containerName: name(called), network: name("net"), ports }, aliases);
    };
    lay({ web: published("web") });
    await project.up();
    const present = await containers();
    lay({ site: published("site") });
    const { text, alias } = await refused();
    const refusal = `Publishing port 127.0.0.1:${external}/tcp for a new container: container "${name("web")}" has it`;
    assert.ok(text.includes(refusal), text);
    assert.equal(alias, project.urn("ClientApp", "web"));
    assert.deepEqual(await containers(), present);
    lay({ site: published("site", [alias]) });
    await project.up();
    assert.deepEqual((await docker.list(docker.prefix)).containers, [name("site")]);
    await project.up("--expect-no-changes");
  });

  it("is made anew when somebody has removed its container", async () => {
    await docker.makeNetwork("net");
    lay({ before: app() });
    await project.up();
    await docker.docker.getContainer(name("web")).remove({ force: true });
    lay({ after: app() });
    await project.up();
    assert.equal((await docker.container(name("web")))?.State.Running, true);
  });
});
