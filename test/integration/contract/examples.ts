import { containerReady, pidsLimit, probe, stackLabel } from "./containerExamples";
import type { Example } from "./Example";
import { containerNetworks, network, networkAttachment } from "./networkExamples";
import { certificate, password } from "./secretExamples";
import { volume, volumeFiles } from "./volumeExamples";

/** An example of each resource of the schema; test/unit/provider/contractExamples.test.ts holds the two together. */
export const examples: readonly Example[] = [
  certificate,
  containerNetworks,
  containerReady,
  network,
  networkAttachment,
  password,
  pidsLimit,
  probe,
  stackLabel,
  volume,
  volumeFiles,
];
