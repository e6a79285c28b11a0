import type { EngineClient } from "../../engine/EngineClient";
import type { Identity, Network } from "../../engine/model";
import type { AttachmentInputs } from "./attachmentShape";

/** A fixed address that is asked for, and the other container that has it. */
export interface AddressHolder {
  readonly address: string;
  readonly holder: Identity;
}

/** The fixed addresses that are asked for. */
export function wantedAddresses({ ipv4Address, ipv6Address }: AttachmentInputs): string[] {
  return [ipv4Address, ipv6Address].filter((address) => address !== undefined);
}

/** Which of the addresses that a container is to have on a network others have. */
export async function addressHolders(
  engine: EngineClient,
  network: Network,
  container: Identity,
  inputs: AttachmentInputs,
): Promise<AddressHolder[]> {
  const addresses = wantedAddresses(inputs);
  const members = addresses.length ? ((await engine.network(network.id))?.members ?? []) : [];
  return addresses.flatMap((address) => {
    const holder = members.find(
      ({ id, ipv4Address, ipv6Address }) =>
        id !== container.id && [ipv4Address, ipv6Address].some((its) => its.split("/")[0] === address),
    );
    return holder ? [{ address, holder }] : [];
  });
}
