import type { IpamConfig } from "../../engine/model";
import type { EngineClient } from "../../engine/EngineClient";
import type { Operation } from "../protocol/Resource";
import { WITHOUT_IPV4_API } from "./networkBody";
import type { NetworkInputs } from "./networkInputs";
import { addressesIn, connectionsOn } from "./movedAddress";
import type { RemakePlan } from "./NetworkRemake";
import type { Connected } from "./remakeProblems";

/** First API version whose Engine has IPv6 addresses of its own to give (Engine 27.0). */
const OWN_IPV6_API = 46;

/** @throws when this Engine's version would leave out a part of what is wanted without a word */
export async function refuseByVersion(
  engine: EngineClient,
  attempt: string,
  inputs: NetworkInputs,
  operation: Operation,
): Promise<void> {
  const open = inputs.ipv6 && !inputs.ipam.some(({ subnet }) => subnet.includes(":"));
  if (inputs.ipv4 && !(open && operation.preview)) return;
  const api = await engine.api(operation.bounds);
  if (!inputs.ipv4 && api < WITHOUT_IPV4_API) {
    throw new Error(
      `${attempt} is refused: this Engine (API 1.${api}) cannot leave out IPv4, which takes API 1.${WITHOUT_IPV4_API} ` +
        `(Engine 28). Leave out "enableIpv4: false".`,
    );
  }
  if (open && api < OWN_IPV6_API) {
    operation.warn(
      `This Engine (API 1.${api}) has IPv6 addresses of its own to give only if its "default-address-pools" name some. ` +
        `If they do not, write "ipv6Subnet", for instance "fd00:1:2:3::/64".`,
    );
  }
}

/** Which fixed addresses change with the network's subnets until their attachments give others; undefined when none does. */
export function movesWarning({ members, former }: RemakePlan, ipam: readonly IpamConfig[]): string | undefined {
  const connections = connectionsOn(members, former.ipam, ipam);
  const moves = members.flatMap(({ id, name, config }) => {
    const [before, after] = [config, connections.get(id) ?? {}].map(addressesIn);
    const [gone, come] = [
      before?.filter((one) => !after?.includes(one)),
      after?.filter((one) => !before?.includes(one)),
    ];
    return gone?.length ? [`container "${name}" ${gone.join(", ")} for ${come?.join(", ") || "any other"}`] : [];
  });
  if (!moves.length) return undefined;
  return `Fixed addresses move with the subnet, unless an attachment asks for another one: ${moves.join("; ")}.`;
}

/** What a person should know before a network is made again; undefined when nobody is on it. */
export function remakeWarning(name: string, connected: readonly Connected[]): string | undefined {
  const running = connected.map(({ container }) => container).filter((container) => container.running);
  if (!running.length) return undefined;
  const publishing = running.filter((container) => container.publishedPorts.length);
  const list = (containers: typeof running) =>
    containers
      .map((container) => container.name)
      .sort()
      .join(", ");
  return (
    `Docker can change nothing on a network that is there, so "${name}" is made again. The containers on it ` +
    `(${list(running)}) keep running: they leave it for a moment and come back as they were.` +
    (publishing.length
      ? ` Ports may close for that moment (${list(publishing)}), and those whose number Docker chose may get another.`
      : "")
  );
}
