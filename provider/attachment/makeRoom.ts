import { highestFreeAddress } from "../../engine/addressing";
import type { Bounds } from "../../engine/Bounds";
import type { EngineClient } from "../../engine/EngineClient";
import { addressHolders } from "./addressHolders";
import type { AttachmentInputs } from "./attachmentShape";
import type { Claimant } from "./claims";
import { EndpointForm, formOf } from "./endpointForm";
import { LiveAttachment } from "./LiveAttachment";

/** Whose attachment asks for addresses, and which container it leaves in this very change. */
interface Asking {
  readonly inputs: AttachmentInputs;
  readonly isGivenUp: Claimant["isGivenUp"];
  readonly leaving?: string;
}

/**
 * Frees the fixed addresses that an attachment asks for where attachments of its program have them and give them up:
 * Pulumi changes one after another, and deletes last. Who has one is connected again at any other address, until its own
 * attachment says at which.
 */
export async function makeRoom(engine: EngineClient, asking: Asking, bounds: Bounds): Promise<void> {
  const { inputs, isGivenUp, leaving } = asking;
  if (!inputs.ipv4Address && !inputs.ipv6Address) return;
  const [container, network] = await Promise.all([engine.container(inputs.container), engine.network(inputs.network)]);
  if (!container || !network) return;
  // One after another: two that give way at the same moment must not choose the same address.
  await engine.runExclusive(`addresses of ${network.id}`, async () => {
    for (const { address, holder } of await addressHolders(engine, network, container, inputs)) {
      if (holder.id === leaving || !isGivenUp({ container: holder, network }, address)) continue;
      const attempt = `Taking address ${address} from container "${holder.name}" on network "${network.name}"`;
      const ends = { container: holder.id, network: network.id };
      await LiveAttachment.runExclusive(engine, attempt, ends, (live) => giveUp(live, address, bounds));
    }
  });
}

async function giveUp(live: LiveAttachment, address: string, bounds: Bounds): Promise<void> {
  const form = live.endpoint && formOf(live.endpoint);
  if (!form || ![form.ipv4Address, form.ipv6Address].includes(address)) return;
  const key = form.ipv4Address === address ? "ipv4Address" : "ipv6Address";
  const taken = new Set(live.network.members.flatMap((one) => [one.ipv4Address, one.ipv6Address].map(withoutLength)));
  const sameFamily = live.network.ipam.filter(({ subnet }) => subnet.includes(":") === (key === "ipv6Address"));
  // Left to the Engine it could be the same again: the lowest that is free.
  await live.connect({ ...form, [key]: highestFreeAddress(sameFamily, taken) } satisfies EndpointForm, bounds);
}

function withoutLength(address: string): string {
  return address.split("/")[0] ?? "";
}
