import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromiumPath, launchBrowser } from "../support/Browser";
import { integrationSuite } from "../support/integrationSuite";
import { LivePage, WatchCommand } from "../support/LivePage";
import { runDockwire } from "../support/runDockwire";
import { skip } from "../support/skip";
import { YamlProject } from "../support/YamlProject";

const SOON = { timeout: 30_000 };

integrationSuite("The live page beside a stack", ["engine", "pulumi"], (engine) => {
  let project: YamlProject;
  let command: WatchCommand;
  let live: LivePage;
  let browser: string;
  let [net, other, redis, stranger] = ["", "", "", ""];

  before(async function () {
    const path = chromiumPath();
    if (!path) return skip(this, "there is no Chromium on PATH, and CHROME_PATH names none");
    browser = path;
    project = await YamlProject.create();
    [net, other, redis, stranger] = ["net", "other", "redis", "stranger"].map((name) => project.name(name)) as [
      string,
      string,
      string,
      string,
    ];
    const network = (name: string) => ({ type: "dockwire:Network", properties: { name } });
    project.program({
      resources: {
        net: network(net),
        other: network(other),
        redis: {
          type: "dockwire:RedisServer",
          properties: { network: "${net.name}", containerName: redis, image: "redis", mode: "tutorial" },
        },
        wire: {
          type: "dockwire:NetworkAttachment",
          properties: { container: "${redis.containerName}", network: "${other.name}", aliases: ["db"] },
        },
      },
    });
    await project.up();
    const { folder, stack } = project.pulumi;
    command = await WatchCommand.start(["--stack", stack], project.pulumi.sandboxEnvironment().env, folder);
    live = await LivePage.open(browser, command.url);
  });
  after(async () => {
    await live?.close();
    await command?.end();
    if (!project) return;
    await engine.sweep(stranger);
    await project.dispose();
  });

  const status = () => live.page.locator("header p.differs");

  it("says that all is as the stack has it", async () => {
    await live.page.locator("header").getByText(`= as stack ${project.pulumi.stack} has it`).waitFor(SOON);
    assert.equal(await status().count(), 0);
  });

  it("marks an attachment that somebody took away by hand, and a container that somebody put on the stack's network", async () => {
    await engine.docker.getNetwork(other).disconnect({ Container: redis });
    const made = { name: stranger, Image: "alpine", Cmd: ["sleep", "3600"], HostConfig: { NetworkMode: net } };
    await (await engine.docker.createContainer(made)).start();
    await status().getByText(`≠ 2 differences from stack ${project.pulumi.stack}`).waitFor(SOON);
    for (const [part, text] of [
      [`connection ${redis} on ${other}`, "in the stack, but not on the Engine"],
      [`container ${stranger}`, "on a network of the stack, and not in the stack"],
    ] as const) {
      await live.part(part).click(SOON);
      await live.page.locator(".details").getByText(text).first().waitFor(SOON);
    }
    await live.page.getByLabel("only differences").check();
    await live.screenshot("differences");
    assert.deepEqual(await live.accessibilityProblems(), []);
    await live.page.getByLabel("only differences").uncheck();
  });

  it("is at rest again once an update has repaired it", async () => {
    await engine.docker.getContainer(stranger).remove({ force: true });
    await project.up();
    await live.page.locator("header").getByText(`= as stack ${project.pulumi.stack} has it`).waitFor(SOON);
    await live.part(`connection ${redis} on ${other}, db`).waitFor(SOON);
    assert.deepEqual(live.complaints, []);
  });

  it("is the same page as a file for one moment, which asks for nothing", async () => {
    const { stdout, code, stderr } = await runDockwire(["graph", "--format", "html"]);
    assert.equal(code, 0, stderr);
    const file = join(project.pulumi.folder, "now.html");
    writeFileSync(file, stdout);
    const own = await launchBrowser(browser);
    try {
      const page = await own.newPage();
      const asked: string[] = [];
      page.on("request", (request) => asked.push(request.url()));
      const complaints: string[] = [];
      page.on("console", (message) => complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(error.message));
      await page.goto(pathToFileURL(file).href);
      const picture = page.locator("main svg");
      await picture.getByRole("button", { name: new RegExp(`^connection ${redis} on ${other}, db`) }).waitFor(SOON);
      assert.deepEqual(
        asked.filter((url) => !/^(file|data):/.test(url)),
        [],
      );
      assert.deepEqual(complaints, []);
    } finally {
      await own.close();
    }
  });
});
