import assert from "node:assert/strict";
import { poll } from "../../sandbox/poll";
import { integrationSuite } from "../support/integrationSuite";
import { runDockwire } from "../support/runDockwire";
import type { Machine } from "../support/swarm/Machine";
import { SwarmBed } from "../support/swarm/SwarmBed";

const PATIENCE = { every: 1000, timeout: 120_000 };

integrationSuite("The doctor of a swarm", ["engine", "swarm"], () => {
  let bed: SwarmBed;
  let manager: Machine;

  before(async () => {
    bed = await SwarmBed.start({ managers: 2, images: ["alpine"] });
    manager = bed.machine(1);
    await manager.docker.createNetwork({ Name: "closed", Driver: "overlay" });
  });
  after(() => bed?.remove());

  const report = async () => (await runDockwire(["doctor"], { environment: { DOCKER_HOST: manager.host } })).stdout;
  const until = async (finding: RegExp) => {
    let last = "";
    const met = await poll(async () => (finding.test((last = await report())) ? true : undefined), PATIENCE);
    assert.ok(met, last);
    return last;
  };

  it("finds an even number of managers and an overlay for services alone, each with its cure", async () => {
    const text = await report();
    assert.match(
      text,
      /^! the swarm has 2 managers: it survives the loss of 0, as it would with 1, .*\n +Make it an odd number, 3 or 5/m,
    );
    assert.match(text, /^! overlay network "closed" is not attachable: .*\n +.*"attachable: true"/m);
    assert.doesNotMatch(text, /"ingress" is not attachable|✘/);
  });

  it("finds a machine whose ports for names are closed while the swarm still hears from it", async () => {
    const spec = { ContainerSpec: { Image: "alpine", Args: ["sleep", "100000"] }, Networks: [{ Target: "closed" }] };
    const service = { Name: "lamp", Mode: { Global: {} }, EndpointSpec: { Mode: "dnsrr" }, TaskTemplate: spec };
    await manager.docker.createService(service);
    const running = async () => {
      const tasks = (await manager.docker.listTasks()) as { Status: { State: string } }[];
      return tasks.filter(({ Status }) => Status.State === "running").length === 3 ? true : undefined;
    };
    assert.ok(await poll(running, PATIENCE), "the service does not come up");
    assert.doesNotMatch(await report(), /does not hear/);
    const rule = (action: string) =>
      ["tcp", "udp"].map((protocol) => `iptables ${action} INPUT -p ${protocol} --dport 7946 -j DROP`).join(" && ");
    bed
      .machine(3)
      .shell(
        `${rule("-I")} && iptables -I OUTPUT -p udp --dport 7946 -j DROP && iptables -I OUTPUT -p tcp --dport 7946 -j DROP`,
      );
    const text = await until(/does not hear/);
    assert.match(
      text,
      /^✘ overlay network "closed": machine machine3 \(192\.0\.2\.3\) has containers on it, and this machine does not hear of them\n +.*7946\/tcp/m,
    );
    assert.doesNotMatch(text, /machine machine3 .* is in the swarm, which does not hear from it/);
    bed.machine(3).shell("iptables -F INPUT && iptables -F OUTPUT");
  });

  it("finds that most managers are gone, and says how to go on", async () => {
    await bed.machine(2).stop();
    const text = await until(/the swarm cannot be changed/);
    assert.match(
      text,
      /^✘ the swarm cannot be changed: .*\n +.*"docker swarm init --force-new-cluster" on this machine/m,
    );
    await bed.machine(2).launch();
    const again = await until(/^(?![^]*the swarm cannot be changed)[^]*2 managers/);
    assert.doesNotMatch(again, /machine machine2 .* does not hear/);
  });
});
