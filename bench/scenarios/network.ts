import { liveEdit } from "../support/liveEdit";
import type { Scenario } from "../support/Scenario";

/** One more network, made and joined. */
export const network: Scenario = {
  name: "network",
  title: "A network added to a running redis",
  run: (bench) =>
    liveEdit(bench, "a network made and joined", ({ plan, name }, round) => {
      const { redis } = plan.containers;
      if (!redis) throw new Error("the plan has no redis");
      const keys = Array.from({ length: round }, (_, i) => `zone${i}`);
      // No more than these: an Engine as it comes has room for some thirty networks, and every peer makes its own.
      const networks = Object.fromEntries(["home", ...keys].map((key) => [key, name(key)]));
      const on = [{ network: "home" }, ...keys.map((key) => ({ network: key, aliases: ["db"] }))];
      return { networks, containers: { redis: { ...redis, on } } };
    }),
};
