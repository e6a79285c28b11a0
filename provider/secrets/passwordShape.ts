import * as z from "zod";
import { declareResource } from "../protocol/declaration";

const length = z.number().int().min(16, `"length" has to be 16 or more`).max(256, `"length" has to be 256 or less`);

export const password = declareResource("Password", {
  description:
    "A random password, made once with the platform's cryptography; a secret in the state and in everything made of it.",
  inputs: {
    length: length.default(32).meta({
      description: "How many letters and digits, 16 to 256. Another length makes another password.",
      replaces: true,
    }),
    triggers: z.array(z.string()).default([]).meta({
      description: "Makes another password when one of these changes.",
      replaces: true,
    }),
  },
  outputs: {
    value: z.string().meta({ description: "The password: letters and digits alone. Always secret.", secret: true }),
  },
});
