import type { Container } from "../Container";

/** On the default bridge every container reaches every other, and none by its name. */
export function onDefaultBridge({ subject, networks, foreignNetworks, wholeStack }: Container): string[] {
  if (networks.includes("bridge")) {
    return [`${subject} is on the default bridge, where all containers reach each other; give it a network`];
  }
  if (foreignNetworks === undefined || !wholeStack) return [];
  return [
    `${subject} has the networks of "${foreignNetworks}", which this program does not make, so nobody can say whether the ` +
      `default bridge is among them; give it a network of its own`,
  ];
}
