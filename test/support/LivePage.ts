import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "./Browser";
import { escapedPattern } from "./escapedPattern";
import { projectRoot } from "./projectRoot";

/** Where pictures of the page go: for people to look at, not for git. */
const SCREENSHOTS = join(projectRoot, "test/screenshots");

/** `dockwire watch` as a process of its own, started as a person does. */
export class WatchCommand {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    /** What it has printed as JSON since. */
    readonly news: { readonly text: string }[],
  ) {}

  static async start(args: readonly string[], env: NodeJS.ProcessEnv = {}, cwd = projectRoot): Promise<WatchCommand> {
    const program = ["--require", join(projectRoot, "scripts/register.cjs"), join(projectRoot, "cli/dockwire.ts")];
    const child = spawn(process.execPath, [...program, "watch", "--json", ...args], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "inherit"],
    });
    assert.ok(child.stdout);
    const news: { text: string }[] = [];
    const url = await new Promise<string>((resolve, reject) => {
      child.once("exit", (code) => reject(new Error(`dockwire watch ended with code ${code}`)));
      createInterface({ input: child.stdout as NodeJS.ReadableStream }).on("line", (line) => {
        const told = JSON.parse(line) as { url?: string; text: string };
        if (told.url === undefined) news.push(told);
        else resolve(told.url);
      });
    });
    return new WatchCommand(child, url, news);
  }

  /** Ends it as Ctrl-C does, and answers with its exit code. */
  async end(): Promise<number | null> {
    if (this.child.exitCode !== null) return this.child.exitCode;
    const ended = once(this.child, "exit");
    this.child.kill("SIGINT");
    const [code] = (await ended) as [number | null];
    return code;
  }
}

/** The page in a browser, and whatever it complained about. */
export class LivePage {
  private constructor(
    private readonly browser: Browser,
    readonly page: Page,
    readonly complaints: string[],
  ) {}

  static async open(executablePath: string, url: string, colorScheme: "light" | "dark" = "light"): Promise<LivePage> {
    const browser = await launchBrowser(executablePath);
    const page = await browser.newPage({ colorScheme, viewport: { width: 1300, height: 820 } });
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => {
      if (new URL(request.url()).origin !== new URL(url).origin && !request.url().startsWith("data:")) {
        complaints.push(`asked for ${request.url()}`);
      }
    });
    await page.goto(url);
    return new LivePage(browser, page, complaints);
  }

  /** A part of the picture, by how its spoken name begins, and something else in it. */
  part(name: string, fact = "") {
    const spoken = new RegExp(`^${escapedPattern(name)}(?![\\w-]).*${escapedPattern(fact)}`, "s");
    return this.page.locator("main svg").getByRole("button", { name: spoken });
  }

  /** The picture, or the table. */
  async show(view: "Picture" | "Table"): Promise<void> {
    await this.page.getByRole("radio", { name: view }).check();
  }

  async screenshot(name: string): Promise<void> {
    mkdirSync(SCREENSHOTS, { recursive: true });
    await this.page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
  }

  /** What axe-core finds wrong with the page as it is now. */
  async accessibilityProblems(): Promise<string[]> {
    const axe = await import("axe-core");
    // By the debugger's way, as the page's policy lets no script in.
    const session = await this.page.context().newCDPSession(this.page);
    const evaluate = async (expression: string) =>
      session.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    await evaluate(axe.source);
    const { result, exceptionDetails } =
      await evaluate(`axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => id + ": " + html.slice(0, 200) + " " + failureSummary)))`);
    assert.equal(exceptionDetails, undefined, JSON.stringify(exceptionDetails));
    return result.value as string[];
  }

  async close(): Promise<void> {
    await this.browser.close();
  }
}
