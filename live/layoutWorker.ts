import { parentPort } from "node:worker_threads";
import { layOut } from "../topology/layout/elkLayout";
import type { Topology } from "../topology/Topology";

// A thread of its own: what takes ELK half a second must not hold up events and pages.
parentPort?.on("message", (topology: Topology) => {
  void layOut(topology).then((layout) => parentPort?.postMessage(layout));
});
