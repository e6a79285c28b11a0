import assert from "node:assert/strict";
import { chromiumPath } from "../support/Browser";
import { integrationSuite } from "../support/integrationSuite";
import { LivePage, WatchCommand } from "../support/LivePage";
import { skip } from "../support/skip";
import { TestDockerd } from "../support/TestDockerd";

const SOON = { timeout: 60_000 };

integrationSuite("The live page of an Engine that restarts", ["engine", "own engine"], () => {
  let dockerd: TestDockerd;
  let command: WatchCommand;
  let live: LivePage;

  before(async function () {
    const path = chromiumPath();
    if (!path) return skip(this, "there is no Chromium on PATH, and CHROME_PATH names none");
    dockerd = await TestDockerd.start(["alpine"]);
    await dockerd.docker.createNetwork({ Name: "back" });
    await dockerd.docker.createContainer({
      name: "one",
      Image: "alpine",
      Cmd: ["sleep", "3600"],
      HostConfig: { NetworkMode: "back", RestartPolicy: { Name: "always" } },
    });
    await dockerd.docker.getContainer("one").start();
    command = await WatchCommand.start([], { DOCKER_HOST: dockerd.host });
    live = await LivePage.open(path, command.url);
    await live.part("container one").waitFor(SOON);
  });
  after(async () => {
    await live?.close();
    await command?.end();
    await dockerd?.remove();
  });

  it("says that the Engine does not answer, and keeps what it showed", async () => {
    await dockerd.kill();
    await live.page.getByRole("alert").getByText("The Engine does not answer").waitFor(SOON);
    await live.page.getByText("▲ not live").waitFor(SOON);
    assert.equal(await live.part("container one").count(), 1);
    await live.screenshot("engine-away");
    assert.deepEqual(await live.accessibilityProblems(), []);
  });

  it("finds the Engine again by itself, says so, and follows it", async () => {
    await dockerd.launch();
    await live.page.getByText("● live").waitFor(SOON);
    await live.page.locator(".history").getByText("the Engine answers again").waitFor(SOON);
    assert.equal(await live.page.getByRole("alert").count(), 0);
    await dockerd.docker.createNetwork({ Name: "front" });
    await dockerd.docker.getNetwork("front").connect({ Container: "one", EndpointConfig: { Aliases: ["again"] } });
    await live.part("connection one on front", "again").waitFor(SOON);
    assert.deepEqual(live.complaints, []);
  });

  it("shows what has changed while nobody could tell", async () => {
    await dockerd.docker.getNetwork("front").disconnect({ Container: "one" });
    await live.part("connection one on front").waitFor({ state: "detached", ...SOON });
    await dockerd.kill();
    await live.page.getByRole("alert").waitFor(SOON);
    await dockerd.launch();
    await dockerd.docker.createNetwork({ Name: "meanwhile" });
    await live.part("network meanwhile").waitFor(SOON);
  });
});
