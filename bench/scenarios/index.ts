import type { Scenario } from "../support/Scenario";
import { alias } from "./alias";
import { aliasEdit } from "./aliasEdit";
import { attachments } from "./attachments";
import { gap } from "./gap";
import { growth } from "./growth";
import { live } from "./live";
import { memory } from "./memory";
import { network } from "./network";
import { networks } from "./networks";
import { noop } from "./noop";
import { noopTimeline } from "./noopTimeline";
import { previews } from "./previews";
import { subnets } from "./subnets";
import { swarm } from "./swarm";
import { tenants } from "./tenants";
import { timeline } from "./timeline";
import { topology } from "./topology";
import { watch } from "./watch";

/** In the order in which they run. */
export const scenarios: readonly Scenario[] = [
  topology,
  timeline,
  noop,
  noopTimeline,
  aliasEdit,
  alias,
  network,
  live,
  gap,
  growth,
  attachments,
  tenants,
  subnets,
  previews,
  memory,
  networks,
  swarm,
  watch,
];
