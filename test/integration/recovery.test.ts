import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { withStackLock } from "../../sandbox/state/StackLock";
import { startStoppedContainers } from "../../sandbox/state/stoppedContainers";
import { changed } from "../support/PulumiRun";
import { integrationSuite } from "../support/integrationSuite";
import { TopologyProject } from "../support/TopologyProject";

interface State {
  checkpoint: { latest: { pending_operations?: object[] } };
}

integrationSuite("Before an update recovery", ["engine", "pulumi"], (engine) => {
  let project: TopologyProject;
  let label: string;

  before(async () => {
    project = await TopologyProject.create();
    label = `topology/${project.pulumi.stack}`;
    const redis = { containerName: name("redis"), image: "redis" };
    project.plan({ networks: { back: { networkName: name("back"), redis } } });
    await project.pulumi.up();
    await engine.docker.createNetwork({ Name: name("elsewhere") });
  });
  after(() => project?.pulumi.dispose());

  const name = (rest: string) => project.name(rest);
  const below = (...path: string[]) => join(project.pulumi.folder, ".state/.pulumi", ...path);
  const locks = () => below("locks/organization/topology", project.pulumi.stack);
  const stateFile = () => below("stacks/topology", `${project.pulumi.stack}.json`);
  const readState = () => JSON.parse(readFileSync(stateFile(), "utf8")) as State;

  /** As if a run had been killed while it created a container of that name. */
  function leavePending(container: string): void {
    const state = readState();
    const type = "docker:index/container:Container";
    const urn = `urn:pulumi:${project.pulumi.stack}::topology::${type}::${container}`;
    const resource = { urn, type, custom: true, inputs: { name: container, image: "alpine" } };
    state.checkpoint.latest.pending_operations = [{ type: "creating", resource }];
    writeFileSync(stateFile(), JSON.stringify(state));
  }

  async function makeContainer(rest: string, network: string, start = true): Promise<string> {
    const container = await engine.docker.createContainer({
      name: name(rest),
      Image: "alpine",
      Cmd: ["sleep", "600"],
      Labels: { "dockwire.stack": label },
      HostConfig: { NetworkMode: name(network) },
    });
    if (start) await container.start();
    return container.id;
  }

  function lockBy(host: string, pid: number): string {
    mkdirSync(locks(), { recursive: true });
    const file = join(locks(), "11111111-1111-1111-1111-111111111111.json");
    writeFileSync(file, JSON.stringify({ pid, username: "root", hostname: host, timestamp: new Date().toISOString() }));
    return file;
  }

  it("removes the container that a killed run was creating on a network of its state", async () => {
    await makeContainer("half", "back");
    leavePending(name("half"));
    await project.pulumi.recover();
    assert.equal(await engine.container(name("half")), undefined);
    assert.deepEqual(readState().checkpoint.latest.pending_operations, []);
  });

  it("leaves a container of the same name and label that another checkout's stack has made by now", async () => {
    const theirs = await makeContainer("theirs", "elsewhere");
    leavePending(name("theirs"));
    await project.pulumi.recover();
    assert.equal((await engine.container(name("theirs")))?.Id, theirs);
    assert.equal((await engine.container(name("theirs")))?.State.Running, true);
    assert.deepEqual(readState().checkpoint.latest.pending_operations, []);
  });

  it("removes what never ran on a network of its state, and nothing of another checkout's that is just being started", async () => {
    await makeContainer("unstarted", "back", false);
    const theirs = await makeContainer("starting", "elsewhere", false);
    await project.pulumi.recover();
    assert.equal(await engine.container(name("unstarted")), undefined);
    assert.equal((await engine.container(name("starting")))?.Id, theirs);
  });

  it("removes nothing while another machine holds the lock", async () => {
    const half = await makeContainer("kept", "back");
    const unstarted = await makeContainer("kept-too", "back", false);
    leavePending(name("kept"));
    const before = readFileSync(stateFile(), "utf8");
    const lock = lockBy("another-machine", process.pid);
    await project.pulumi.recover();
    assert.equal((await engine.container(name("kept")))?.Id, half);
    assert.equal((await engine.container(name("kept-too")))?.Id, unstarted);
    assert.equal(readFileSync(stateFile(), "utf8"), before);
    assert.ok(existsSync(lock));
    rmSync(lock);
    await project.pulumi.recover();
    assert.equal(await engine.container(name("kept")), undefined);
  });

  it("removes the lock of a Pulumi that was killed", async () => {
    lockBy(hostname(), 4_000_000);
    await project.pulumi.recover();
    assert.deepEqual(
      readdirSync(locks()).filter((file) => file.endsWith(".json")),
      [],
    );
  });

  it("starts the stopped containers of its state, and knows them under the name that the stack had before", async () => {
    const renamed = `${project.pulumi.stack}-renamed`;
    const redis = await engine.container(name("redis"));
    await engine.docker.getContainer(name("redis")).stop({ t: 1 });
    await makeContainer("stopped", "elsewhere");
    await engine.docker.getContainer(name("stopped")).stop({ t: 1 });
    await project.pulumi.pulumi(["stack", "rename", renamed, "--stack", project.pulumi.stack]);
    try {
      await startStoppedContainers(project.pulumi.sandboxEnvironment(), renamed);
    } finally {
      await project.pulumi.pulumi(["stack", "rename", project.pulumi.stack, "--stack", renamed]);
    }
    const started = await engine.container(name("redis"));
    assert.deepEqual([started?.Id, started?.State.Running], [redis?.Id, true]);
    assert.equal((await engine.container(name("stopped")))?.State.Running, false);
  });

  it("keeps a pulumi that is typed meanwhile away, so that it overwrites nothing of its", async () => {
    const environment = project.pulumi.sandboxEnvironment();
    const text = await withStackLock(environment, project.pulumi.stack, () =>
      project.pulumi.failure(project.pulumi.up()),
    );
    assert.match(text ?? "", /the stack is currently locked by 1 lock\(s\)/);
    assert.deepEqual(changed(await project.pulumi.up()), {});
  });
});
