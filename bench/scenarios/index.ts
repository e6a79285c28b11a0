import type { Scenario } from "../support/Scenario";
import { alias } from "./alias";
import { gap } from "./gap";
import { live } from "./live";
import { network } from "./network";

/** In the order in which they run. */
export const scenarios: readonly Scenario[] = [alias, network, live, gap];
