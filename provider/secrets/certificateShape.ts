import { isIP } from "node:net";
import * as z from "zod";
import { declareResource } from "../protocol/declaration";

/** A hundred years: beyond some thousand there are no dates. */
const VALIDITY_MAX_DAYS = 36_500;
const HOST_NAME = /^(\*\.)?[a-z0-9_]([a-z0-9_.-]{0,251}[a-z0-9_])?$/i;

const days = (name: string) =>
  z
    .number()
    .int(`"${name}" has to be a whole number of days`)
    .min(1, `"${name}" has to be 1 or more`)
    .max(VALIDITY_MAX_DAYS, `"${name}" has to be ${VALIDITY_MAX_DAYS} or less`);

const name = z
  .string()
  .refine((text) => isIP(text) > 0 || HOST_NAME.test(text), "write host names and addresses, without a port");

const inputs = {
  names: z.array(name).min(1, `"names" is empty; give the names that clients connect by`).meta({
    description:
      "Host names and addresses that clients connect by, the first one foremost. Other names make another certificate.",
    replaces: true,
  }),
  validityDays: days("validityDays").default(825).meta({
    description: "How long it is good for, in days, 36500 at the most. Another value makes another certificate.",
    replaces: true,
  }),
  renewBeforeDays: days("renewBeforeDays").default(30).meta({
    description: "How many days before its end the next update makes a new one.",
  }),
};

export const certificate = declareResource("Certificate", {
  description:
    "A server's certificate (ECDSA, P-256), signed by an authority of its own whose key is thrown away at once. It is " +
    "made once and kept in the state, so it is the same at every preview, and made again before it ends.",
  inputs,
  outputs: {
    caPem: z.string().meta({ description: "The authority's certificate (PEM): what clients trust the server by." }),
    certPem: z.string().meta({ description: "The server's certificate (PEM)." }),
    keyPem: z.string().meta({ description: "The server's private key (PEM). Always secret.", secret: true }),
    notAfter: z.string().meta({ description: "When it ends, ISO 8601.", replaces: true }),
  },
});
