import assert from "node:assert/strict";
import { chromiumPath } from "../support/Browser";
import { integrationSuite } from "../support/integrationSuite";
import { LivePage, WatchCommand } from "../support/LivePage";
import { skip } from "../support/skip";
import { uniquePrefix } from "../support/uniquePrefix";

/** An attachment is shown within a second; a machine that is busy with other tests gets more. */
const SOON = { timeout: 60_000 };
const HOSTILE = `x" onload="alert(1)<img src=x onerror=alert(2)></script><script>alert(3)</script>`;

integrationSuite("The live page", ["engine"], (engine) => {
  const prefix = uniquePrefix();
  const [back, front, redis, web] = ["back", "front", "redis", "web"].map((name) => `${prefix}-${name}`) as [
    string,
    string,
    string,
    string,
  ];
  let command: WatchCommand;
  let live: LivePage;
  let browser: string;

  before(async function () {
    const path = chromiumPath();
    if (!path) return skip(this, "there is no Chromium on PATH, and CHROME_PATH names none");
    browser = path;
    for (const Name of [back, front]) await engine.docker.createNetwork({ Name });
    await started(redis, back);
    await started(web, front);
    command = await WatchCommand.start([]);
    live = await LivePage.open(browser, command.url);
  });
  after(async () => {
    await live?.close();
    await command?.end();
    // The client library asks for no name like this one.
    await engine.docker.getContainer(`${prefix}-victim`).remove({ force: true });
    const networks = await engine.docker.listNetworks();
    const odd = networks.filter(({ Name }) => Name.startsWith(`${prefix} `));
    await Promise.all(odd.map(({ Id }) => engine.docker.getNetwork(Id).remove()));
    await engine.sweep(prefix);
  });

  async function started(name: string, network: string, labels: Record<string, string> = {}): Promise<void> {
    const made = await engine.docker.createContainer({
      name,
      Image: "alpine",
      Cmd: ["sleep", "3600"],
      Labels: labels,
      StopSignal: "SIGKILL",
      HostConfig: { NetworkMode: network },
    });
    await made.start();
  }
  const connect = (network: string, Container: string, Aliases: string[]) =>
    engine.docker.getNetwork(network).connect({ Container, EndpointConfig: { Aliases } });

  it("draws what the Engine says", async () => {
    for (const name of [`network ${back}`, `network ${front}`, `container ${redis}`, `container ${web}`]) {
      await live.part(name).waitFor(SOON);
    }
    assert.match((await live.page.locator("header").innerText()).replace(/\n/g, " "), /● live/);
  });

  it("shows an attachment as it is made, and tells it in its history", async () => {
    const start = Date.now();
    await connect(front, redis, ["db"]);
    await live.part(`connection ${redis} on ${front}, db`).waitFor(SOON);
    console.log(`      shown after ${Date.now() - start} ms`);
    const address = (await engine.container(redis))?.NetworkSettings.Networks[front]?.IPAddress ?? "?";
    await live.page.getByRole("listitem").getByText(`${redis} joined ${front} as db, ${address}`).waitFor(SOON);
  });

  it("shows other aliases, a health that changes, a stop and a detachment", async () => {
    await engine.docker.getNetwork(front).disconnect({ Container: redis });
    await live.part(`connection ${redis} on ${front}`).waitFor({ state: "detached", ...SOON });
    await connect(front, redis, ["cache"]);
    await live.part(`connection ${redis} on ${front}, cache`).waitFor(SOON);
    await engine.docker.getContainer(web).stop();
    await live.part(`container ${web}`, "stopped").waitFor(SOON);
    await engine.docker.getContainer(web).start();
    await live.part(`container ${web}`, "running").waitFor(SOON);
    const sick = await engine.docker.createContainer({
      name: `${prefix}-sick`,
      Image: "alpine",
      Cmd: ["sleep", "3600"],
      Healthcheck: { Test: ["CMD", "false"], Interval: 1e9, Retries: 1 },
      HostConfig: { NetworkMode: front },
    });
    await sick.start();
    await live.part(`container ${prefix}-sick`, "running, unhealthy").waitFor(SOON);
    await sick.remove({ force: true });
    await live.part(`container ${prefix}-sick`).waitFor({ state: "detached", ...SOON });
  });

  it("tells of what is selected, with the commands that one would type", async () => {
    await live.part(`container ${redis}`).click();
    const details = live.page.locator(".details");
    await details.getByRole("heading", { name: `container ${redis}` }).waitFor(SOON);
    const text = await details.innerText();
    for (const part of [back, `as cache`, `docker inspect ${redis}`, `docker exec -it ${redis} sh`]) {
      assert.ok(text.includes(part), `${part} is missing in ${text}`);
    }
    await details.getByRole("button", { name: front }).click();
    assert.match(await details.innerText(), new RegExp(`docker network disconnect ${front} ${redis}`));
  });

  it("is walked through by keyboard alone", async () => {
    // Whatever is first in the picture is one step of the tab key behind the button before it.
    await live.page.getByRole("button", { name: "Larger" }).focus();
    await live.page.keyboard.press("Tab");
    await live.page.locator("main svg [role=button]:focus").waitFor(SOON);
    await live.part(`network ${back}`).focus();
    await live.page.keyboard.press("ArrowRight");
    await live.page.keyboard.press("Enter");
    await live.page
      .locator(".details")
      .getByRole("heading", { name: `container ${redis}` })
      .waitFor(SOON);
    await live.page.keyboard.press("ArrowRight");
    await live.page.keyboard.press(" ");
    await live.page
      .locator(".details")
      .getByRole("heading", { name: `${redis} on ${front}` })
      .waitFor(SOON);
    await live.page.keyboard.press("Escape");
    await live.page.locator(".details").getByText("Select a network").waitFor(SOON);
  });

  it("filters by words, and says how much passes", async () => {
    await live.page.getByRole("searchbox").fill(`${prefix} cache`);
    await live.page.getByText(/^1 of \d+ containers$/).waitFor(SOON);
    assert.match((await live.part(`container ${redis}`).getAttribute("class")) ?? "", /\bhit\b/);
    assert.match((await live.part(`container ${web}`).getAttribute("class")) ?? "", /\bdim\b/);
    await live.show("Table");
    assert.equal(await live.page.getByRole("row").count(), 3);
    await live.page.getByRole("searchbox").fill("");
    await live.show("Picture");
  });

  it("shows hostile names and aliases as text, and hands them to a shell in quotes", async () => {
    const network = `${prefix} ${HOSTILE}`;
    await engine.docker.createNetwork({ Name: network });
    await started(`${prefix}-victim`, network, { [HOSTILE]: HOSTILE });
    await connect(front, `${prefix}-victim`, [HOSTILE]);
    await live.part(`network ${network}`).click(SOON);
    const details = live.page.locator(".details");
    assert.ok((await details.innerText()).includes(HOSTILE));
    const line = await details.locator("code").first().innerText();
    assert.match(line, /^docker network inspect '/);
    await live.part(`connection ${prefix}-victim on ${front}, ${HOSTILE}`).waitFor(SOON);
    assert.equal(await live.page.locator("img, script:not(body > script)").count(), 0);
    assert.deepEqual(live.complaints, []);
  });

  for (const scheme of ["light", "dark"] as const) {
    it(`has nothing that axe-core finds fault with, in ${scheme}`, async () => {
      const own = await LivePage.open(browser, command.url, scheme);
      try {
        await own.part(`container ${redis}`).click(SOON);
        await own.page.getByRole("searchbox").fill(prefix);
        await own.screenshot(`picture-${scheme}`);
        assert.deepEqual(await own.accessibilityProblems(), []);
        await own.show("Table");
        await own.screenshot(`table-${scheme}`);
        assert.deepEqual(await own.accessibilityProblems(), []);
        assert.deepEqual(own.complaints, []);
      } finally {
        await own.close();
      }
    });
  }

  it("is for whoever has the address alone, changes nothing, and lets no script in but its own", async () => {
    const { origin, pathname } = new URL(command.url);
    const status = async (path: string, init: RequestInit = {}) => (await fetch(origin + path, init)).status;
    assert.equal(await status("/"), 403);
    assert.equal(await status("/wrong/"), 403);
    assert.equal(await status("/wrong/events"), 403);
    assert.equal(await status(`${pathname}nothing`), 404);
    assert.equal(await status(pathname, { method: "POST" }), 405);
    const { headers } = await fetch(command.url);
    const policy = headers.get("content-security-policy") ?? "";
    assert.match(
      policy,
      /default-src 'none'; script-src 'sha256-[^' ]+'; style-src 'sha256-[^' ]+'; connect-src 'self'/,
    );
    assert.doesNotMatch(policy, /unsafe|\*/);
    assert.equal(headers.get("referrer-policy"), "no-referrer");
  });

  it("ends with Ctrl-C and exit code 0, and the page says that it is no longer live", async () => {
    assert.equal(await command.end(), 0);
    await live.page.getByText("dockwire watch does not answer").waitFor(SOON);
    const [unexpected] = live.complaints.filter((text) => !/ERR_(CONNECTION_REFUSED|INCOMPLETE_CHUNKED)/.test(text));
    assert.equal(unexpected, undefined);
  });
});
