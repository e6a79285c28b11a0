import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromiumPath, launchBrowser } from "../support/Browser";
import { freePort } from "../support/freePort";
import { PulumiProject } from "../support/PulumiProject";
import { changed } from "../support/PulumiRun";
import { integrationSuite } from "../support/integrationSuite";
import { uniquePrefix } from "../support/uniquePrefix";
import { skip } from "../support/skip";
import { untilAnswering } from "../support/untilAnswering";

integrationSuite("Two stacks side by side", ["engine", "pulumi"], (engine) => {
  const [ours, theirs] = [uniquePrefix(), uniquePrefix()];
  const backend = mkdtempSync(join(tmpdir(), "dockwire-state-"));
  let dev: PulumiProject;
  let other: PulumiProject;
  let urls: { dev: string; other: string };

  before(async () => {
    const stackOf = async (prefix: string, stack: string) =>
      PulumiProject.create({
        program: "stack",
        prefix,
        stack,
        backend,
        config: { namePrefix: `${prefix}-`, appPort: await freePort() },
      });
    dev = await stackOf(ours, "dev");
    other = await stackOf(theirs, "other");
    await Promise.all([dev.up(), other.up()]);
    urls = { dev: String((await dev.outputs()).url), other: String((await other.outputs()).url) };
    await Promise.all([urls.dev, urls.other].map((url) => untilAnswering(`${url}/healthz`)));
  });
  after(async () => {
    await Promise.all([dev.dispose(), other.dispose()]);
    rmSync(backend, { recursive: true });
  });

  const running = async (prefix: string) => {
    const { containers } = await engine.list(prefix);
    const found = await Promise.all(containers.map((name) => engine.container(name)));
    return found.map((one) => [one?.Name, one?.Id, one?.State.StartedAt]);
  };
  const visits = async (url: string) => Number(/\d+/.exec(await (await fetch(url)).text().then(textOf))?.[0]);

  it("count the visits of their own pages alone", async () => {
    assert.equal(await visits(urls.dev), 1);
    assert.equal(await visits(urls.dev), 2);
    assert.equal(await visits(urls.other), 1);
    assert.equal(await visits(urls.dev), 3);
  });

  it("label their containers with their own names", async () => {
    const labels = await Promise.all(
      [`${ours}-redis`, `${ours}-app`, `${theirs}-redis`].map(
        async (name) => (await engine.container(name))?.Config.Labels["dockwire.stack"],
      ),
    );
    assert.deepEqual(labels, ["dockwire-stack/dev", "dockwire-stack/dev", "dockwire-stack/other"]);
  });

  it("a browser opens the page and sees the counter grow", async function () {
    const path = chromiumPath();
    if (!path) return skip(this, "there is no Chromium on PATH, and CHROME_PATH names none");
    const browser = await launchBrowser(path);
    try {
      const page = await browser.newPage();
      const shown = async () => Number(/\d+/.exec(await page.locator("body").innerText())?.[0]);
      assert.equal((await page.goto(urls.dev))?.status(), 200);
      const first = await shown();
      assert.ok(first > 0, `the page shows ${first}`);
      await page.reload();
      assert.equal(await shown(), first + 1);
    } finally {
      await browser.close();
    }
  });

  it("a stack with another one's names is refused at preview, and nobody's containers are touched", async () => {
    const before = await running(ours);
    other.configure({ namePrefix: `${ours}-`, appPort: await freePort() });
    const text = await other.failure(other.preview());
    // Networks and containers are looked at side by side; whichever comes first speaks.
    assert.match(text, new RegExp(`Creating (network|container) "${ours}-[a-z0-9-]+": .* one of that name already`));
    assert.deepEqual(await running(ours), before);
  });

  it("destroying one leaves the other as it was", async () => {
    const before = await running(ours);
    const counted = await visits(urls.dev);
    await other.destroy();
    assert.deepEqual(await engine.list(theirs), { containers: [], networks: [], volumes: [] });
    assert.deepEqual(await running(ours), before);
    assert.equal(await visits(urls.dev), counted + 1);
    assert.deepEqual(changed(await dev.up()), {});
  });
});

/** A page's words, without its style and tags. */
function textOf(html: string): string {
  return html.replace(/<style[^]*?<\/style>|<title[^]*?<\/title>|<[^>]*>/g, " ");
}
