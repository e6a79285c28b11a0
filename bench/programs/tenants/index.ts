import { readFileSync } from "node:fs";
import { AppNetwork } from "../../../components";

/** How many tenants, and what their names begin with. */
interface TenantsPlan {
  readonly prefix: string;
  readonly count: number;
  /** Undefined for the Engine's own choice. */
  readonly pool?: string;
}

const { prefix, count, pool } = JSON.parse(readFileSync("plan.json", "utf8")) as TenantsPlan;

for (let i = 0; i < count; i += 1) {
  new AppNetwork(`tenant${i}`, {
    networkName: `${prefix}-net${i}`,
    ...(pool === undefined ? {} : { subnetPool: { range: pool, prefixLength: 28 } }),
    redis: { containerName: `${prefix}-redis${i}`, image: "redis", mode: "tutorial" },
  });
}
