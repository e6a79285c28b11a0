import { Found, ResourceInitError } from "../protocol/Resource";
import type { Properties } from "../protocol/values";
import type { AttachmentInputs } from "./attachmentShape";
import type { LiveAttachment } from "./LiveAttachment";

/** An attachment that was made just now. @throws when it is not as it was wanted; it is recorded all the same */
export async function made(live: LiveAttachment, inputs: AttachmentInputs, given: Properties): Promise<Found> {
  try {
    return { id: live.id, state: await live.verified(inputs) };
  } catch (error) {
    // It is connected, if not as wanted: forgotten now, it would stand in the way of the next update.
    const ends = { containerId: live.container.id, containerName: live.container.name };
    const state = { ...given, ...ends, networkId: live.network.id, networkName: live.network.name };
    throw new ResourceInitError((error as Error).message, { id: live.id, state, inputs: given });
  }
}
