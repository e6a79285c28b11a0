import type { Container } from "../Container";
import { isNamed, type Settings } from "../settings";

/** A container on both kinds of network is a way from the one to the other. */
export function bridgesTrust({ subject, name, networks }: Container, settings: Settings): string[] {
  if (isNamed(name, settings.bridgingContainers)) return [];
  if (networks.includes("host") && settings.trustedNetworks.length > 0) {
    return [
      `${subject} is on the network of the Engine's machine, from where it reaches every trusted network; give it a network ` +
        `of its own, or name it in "bridgingContainers"`,
    ];
  }
  const trusted = networks.find((network) => isNamed(network, settings.trustedNetworks));
  const untrusted = networks.find((network) => isNamed(network, settings.untrustedNetworks));
  if (!trusted || !untrusted) return [];
  return [
    `${subject} is on "${trusted}", which is trusted, and on "${untrusted}", which is not; take it off one, or name it in ` +
      `"bridgingContainers"`,
  ];
}
