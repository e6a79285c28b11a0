import { setTimeout as sleep } from "node:timers/promises";
import { ensureBrowser } from "../../test/runner/Browser";
import { LivePage, WatchCommand } from "../../test/support/LivePage";
import { subjectKey } from "../../topology/drawing/Shape";
import type { Bench } from "../support/Bench";
import { type Change, PageLog, type Where } from "../support/PageLog";
import { atLeast, atMost, Samples } from "../support/Result";
import type { Scenario } from "../support/Scenario";
import { median } from "../support/statistics";
import { Traffic } from "../support/Traffic";

const [CONTAINERS, NETWORKS] = [200, 50];
const CALM = 20;
const [CHANGES, EVERY_MS] = [600, 50];
const QUARTERS = 4;
/** Long enough for any page that keeps up. */
const SHOWN_MS = 3_000;
const SETTLED_MS = 60_000;
const ALONE = "one at a time";

/** How soon the live page shows what happens, and whether it keeps up with much of it. */
export const watch: Scenario = {
  name: "watch",
  title: `The live page at ${CONTAINERS} containers on ${NETWORKS} networks with ${1000 / EVERY_MS} changes a second`,
  async run(bench) {
    bench.say("making networks and containers");
    const traffic = await Traffic.create(bench, CONTAINERS, NETWORKS);
    const page = await openPage(bench);
    const log = await PageLog.begin(page.page);
    const lags = { list: new Samples(), picture: new Samples() };
    const unseen = { list: 0, picture: 0 };
    const note = async (label: string, changes: readonly Change[]) => {
      for (const where of ["list", "picture"] as const) {
        const shown = (await log.lags(changes, where)).filter((lag) => lag !== undefined);
        lags[where].add(label, ...shown);
        unseen[where] += changes.length - shown.length;
      }
    };
    bench.say(ALONE);
    for (let i = 0; i < CALM; i += 1) {
      await traffic.once(i * 9, async (joined) => {
        await sleep(SHOWN_MS);
        await note(ALONE, [joined]);
      });
    }
    bench.say(`${1000 / EVERY_MS} a second`);
    await traffic.fill();
    await sleep(SHOWN_MS);
    const start = Date.now();
    const changes = await traffic.run(CHANGES, EVERY_MS);
    const rate = changes.length / ((Date.now() - start) / 1000);
    const settled = await untilRight(log, bench, traffic);
    for (let quarter = 0; quarter < QUARTERS; quarter += 1) {
      await note(
        quarterName(quarter),
        changes.slice((quarter * CHANGES) / QUARTERS, ((quarter + 1) * CHANGES) / QUARTERS),
      );
    }
    const of = (where: Where, label: string) => median(lags[where].of(label));
    const [first, last] = [quarterName(0), quarterName(QUARTERS - 1)];
    return {
      measures: [
        lags.list.partsOf("from the Engine's answer to the page's list of changes", "ms"),
        lags.picture.partsOf("from the Engine's answer to the page's picture", "ms"),
      ],
      goals: [
        atMost(1000, `ms until the list has a change, ${ALONE}`, of("list", ALONE)),
        atMost(1000, `ms until the picture has a change, ${ALONE}`, of("picture", ALONE)),
        atMost(1000, "ms until the list has a change, in the last quarter", of("list", last)),
        atMost(
          1.5,
          "last quarter's ms until the list has a change / first quarter's",
          of("list", last) / of("list", first),
        ),
        atMost(1.5, "the same of the picture", of("picture", last) / of("picture", first)),
        atMost(0, "connections that the page has wrong at the end", settled.wrong),
        atLeast(19, "changes a second that the Engine made", rate),
      ],
      remarks: [
        `the page was right ${settled.seconds.toFixed(1)} s after the last change`,
        `changes that were over before they were shown: ${unseen.list} in the list, ${unseen.picture} in the picture`,
      ],
    };
  },
};

async function openPage(bench: Bench): Promise<LivePage> {
  const { CHROME_PATH } = await ensureBrowser();
  if (CHROME_PATH === undefined) throw new Error("There is no Chromium: install one, or name it by CHROME_PATH.");
  const command = await WatchCommand.start([]);
  bench.atEnd(() => command.end());
  const page = await LivePage.open(CHROME_PATH, command.url);
  bench.atEnd(() => page.close());
  await page.part(`container ${bench.name(`c${CONTAINERS - 1}`)}`).waitFor({ timeout: SETTLED_MS });
  await sleep(SHOWN_MS);
  return page;
}

/** Waits until the picture has the connections that the Engine has; tells how long that took, and what is wrong after all. */
async function untilRight(log: PageLog, bench: Bench, traffic: Traffic): Promise<{ seconds: number; wrong: number }> {
  const start = Date.now();
  const further = await traffic.further();
  const wanted = new Set(further.map((one) => subjectKey({ kind: "connection", ...one })));
  for (;;) {
    const drawn = (await log.drawn()).filter((key) => key.includes(bench.prefix));
    const wrong =
      drawn.filter((key) => !wanted.has(key)).length + wanted.size - drawn.filter((key) => wanted.has(key)).length;
    const passed = Date.now() - start;
    if (wrong === 0 || passed > SETTLED_MS) return { seconds: passed / 1000, wrong };
    await sleep(100);
  }
}

function quarterName(index: number): string {
  return `${1000 / EVERY_MS} a second, quarter ${index + 1}`;
}
