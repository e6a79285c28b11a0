import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { LayoutThread } from "../../live/LayoutThread";
import { LiveModel } from "../../live/LiveModel";
import { liveFiles } from "../../live/liveFiles";
import { LiveServer } from "../../live/LiveServer";
import type { Topology, TopologyContainer } from "../../topology/Topology";
import { chromiumPath } from "../support/Browser";
import { LivePage } from "../support/LivePage";
import { skip } from "../support/skip";

const [CONTAINERS, NETWORKS, CHANGES] = [200, 50, 300];
const INTERVAL_MS = 50;

describe("The live page at 200 containers with 20 changes a second", function () {
  this.timeout(180_000);
  let live: LivePage;
  let model: LiveModel;
  let server: LiveServer;
  let layouts: LayoutThread<"layout">;

  before(async function () {
    const path = chromiumPath();
    if (!path) return skip(this, "there is no Chromium on PATH, and CHROME_PATH names none");
    const files = await liveFiles();
    model = new LiveModel("a topology that is made up", () => {
      layouts.request("layout", model.topology);
      server.changed();
    });
    layouts = new LayoutThread(files.worker, (kind, layout) => model.layoutIs(kind, layout));
    server = new LiveServer(files, () => model.state);
    model.engineIs(topologyAt(0));
    live = await LivePage.open(path, await server.listen(0));
    await live.part("container c-199").waitFor({ timeout: 60_000 });
  });
  after(async () => {
    await live?.close();
    await server?.end();
    await layouts?.end();
  });

  it("shows each change soon after it has happened, however many came before", async () => {
    const lags: number[] = [];
    for (let step = 1; step <= CHANGES; step++) {
      model.engineIs(topologyAt(step));
      if (step % 60 === 0) lags.push(await lagOf(step));
      else await sleep(INTERVAL_MS);
    }
    console.log(`      ms until a change is in the page: ${lags.join(", ")}`);
    // A page that falls behind does so more and more; how fast it is depends on what else the machine does.
    assert.ok(Math.max(...lags) < 15_000, `the page lags by ${lags.join(", ")} ms`);
    assert.deepEqual(live.complaints, []);
  });

  it("draws what is so at the end", async () => {
    const sick = topologyAt(CHANGES).containers.filter(({ health }) => health === "unhealthy");
    for (const { name } of sick.slice(0, 5))
      await live.part(`container ${name}`, "unhealthy").waitFor({ timeout: 60_000 });
    const attached = topologyAt(CHANGES).containers.filter(({ connections }) => connections.length === 2);
    for (const { name, connections } of attached.slice(0, 5)) {
      await live.part(`connection ${name} on ${connections[1]?.network ?? ""}`).waitFor({ timeout: 60_000 });
    }
    await live.screenshot("load");
  });

  async function lagOf(step: number): Promise<number> {
    const start = Date.now();
    const last = model.state.history.at(-1)?.text ?? `nothing at step ${step}`;
    await live.page.locator(".history li").getByText(last, { exact: true }).first().waitFor({ timeout: 60_000 });
    return Date.now() - start;
  }
});

/** After so many changes; each is an attachment, a detachment, a health or an alias of one container. */
function topologyAt(step: number): Topology {
  const networks = Array.from({ length: NETWORKS }, (_, i) => {
    return { name: `net-${i}`, driver: "bridge", internal: false, subnets: [`10.${i}.0.0/24`] };
  });
  return { networks, containers: Array.from({ length: CONTAINERS }, (_, i) => containerAt(i, step)) };
}

function containerAt(number: number, step: number): TopologyContainer {
  // The container with this number changes at the steps that leave this rest.
  const turns = Math.floor((step + CONTAINERS - 1 - ((number * 7) % CONTAINERS)) / CONTAINERS);
  const isSick = number % 2 === 0 && turns % 2 === 1;
  const isAttached = number % 2 === 1 && turns % 2 === 1;
  const further = { network: `net-${(number * 11 + 5) % NETWORKS}`, aliases: ["db"], addresses: [`10.0.9.${number}`] };
  return {
    name: `c-${number}`,
    image: "redis:7",
    state: "running",
    health: isSick ? "unhealthy" : "healthy",
    ports: [],
    connections: [
      { network: `net-${number % NETWORKS}`, aliases: [], addresses: [`10.0.8.${number}`] },
      ...(isAttached ? [further] : []),
    ],
  };
}
