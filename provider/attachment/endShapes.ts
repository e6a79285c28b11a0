import * as z from "zod";
import { isAddress } from "../../engine/cidr";

/** What names a container or a network. */
export const reference = (what: string) => z.string().min(1, `"${what}" is empty; give a ${what}'s name or id`);

/** An address of a family. */
export const address = (family: "ipv4" | "ipv6", example: string) =>
  z.string().refine((text) => isAddress(text, family), {
    error: (issue) =>
      `"${String(issue.input)}" is not an ${family === "ipv4" ? "IPv4" : "IPv6"} address, for instance ${example}`,
  });
