import type { Scenario } from "../support/Scenario";
import { alias } from "./alias";
import { gap } from "./gap";
import { growth } from "./growth";
import { live } from "./live";
import { memory } from "./memory";
import { network } from "./network";
import { networks } from "./networks";
import { noop } from "./noop";
import { previews } from "./previews";
import { timeline } from "./timeline";
import { topology } from "./topology";

/** In the order in which they run. */
export const scenarios: readonly Scenario[] = [
  topology,
  timeline,
  noop,
  alias,
  network,
  live,
  gap,
  growth,
  previews,
  memory,
  networks,
];
