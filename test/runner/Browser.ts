import { findProgram } from "../../sandbox/Command";
import { canInstall, installPrograms } from "../../sandbox/engine/Packages";
import { say } from "../../sandbox/Step";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/** A browser for the test that looks at the web page, installed where that is possible; without one that test is skipped. */
export async function ensureBrowser(): Promise<Record<string, string>> {
  const present = process.env.CHROME_PATH || findBrowser();
  if (present) return { CHROME_PATH: present };
  if (!canInstall()) {
    say("tests", "there is no Chromium on this machine; the test that opens the web page in a browser will be skipped");
    return {};
  }
  try {
    await installPrograms("tests", ["chromium"], ["chromium"]);
  } catch (error) {
    say("tests", `no Chromium, so the test with a browser will be skipped: ${(error as Error).message}`);
  }
  const installed = findBrowser();
  return installed ? { CHROME_PATH: installed } : {};
}

function findBrowser(): string | undefined {
  return NAMES.map((name) => findProgram(name)).find((path) => path !== undefined);
}
