import { liveEdit } from "../support/liveEdit";
import type { Scenario } from "../support/Scenario";

/** One more alias on a network that the redis is on already. */
export const alias: Scenario = {
  name: "alias",
  title: "An alias added to a running redis",
  run: (bench) =>
    liveEdit(bench, "an alias added", ({ plan }, round) => {
      const { redis } = plan.containers;
      if (!redis) throw new Error("the plan has no redis");
      const aliases = Array.from({ length: round }, (_, i) => `db${i}`);
      return { ...plan, containers: { redis: { ...redis, on: [{ network: "home" }, { network: "other", aliases }] } } };
    }),
};
