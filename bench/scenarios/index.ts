import type { Scenario } from "../support/Scenario";
import { alias } from "./alias";
import { gap } from "./gap";
import { live } from "./live";
import { network } from "./network";
import { noop } from "./noop";
import { topology } from "./topology";

/** In the order in which they run. */
export const scenarios: readonly Scenario[] = [topology, noop, alias, network, live, gap];
