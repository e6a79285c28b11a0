import * as z from "zod";
import { isAddress } from "../../engine/cidr";
import { declareResource } from "../protocol/declaration";
import { timeoutSeconds } from "./timeoutSeconds";

const texts = z.record(z.string(), z.string()).default({});

const hostAddress = z.string().refine(isHostAddress, {
  error: ({ input }) => `"${String(input)}" is neither an IP address nor "host-gateway"`,
});

const inputs = {
  image: z.string().min(1, `"image" is empty; name an image`).meta({
    description: "The image to run the command in; the Engine has to have it.",
  }),
  command: z.array(z.string()).min(1, `"command" is empty; give the command and its words as a list`).meta({
    description: "The command and its words, in their order.",
  }),
  networks: z.array(z.string().min(1)).default([]).meta({
    description: "The networks to run it on, by name or id.",
    otherwise: "none at all: no way to anywhere",
    takes: "NetworkRef",
  }),
  environment: texts.meta({ description: "Environment variables." }),
  hosts: z.record(z.string(), hostAddress).default({}).meta({
    description: 'Lines for /etc/hosts: a name and its address; "host-gateway" is that of the Engine\'s machine.',
  }),
  timeoutSeconds: timeoutSeconds.default(30).meta({
    description: "How long one run may take, in seconds; then the command is ended and the probe fails.",
  }),
  retryForSeconds: z.number().nonnegative(`"retryForSeconds" cannot be negative`).default(0).meta({
    description: "How long to go on trying while it fails, in seconds.",
    otherwise: "0, one try",
  }),
  expectExitCode: z.number().int().min(0).max(255, `"expectExitCode" lies between 0 and 255`).default(0).meta({
    description: "The exit code that is right, 0 to 255.",
  }),
  expectOutput: z.string().optional().meta({
    description: "A regular expression that a line of stdout has to match, of what is kept of it.",
    otherwise: "anything will do",
  }),
  triggers: z.array(z.string()).default([]).meta({ description: "Runs it again when one of these changes." }),
};

export const probe = declareResource("Probe", {
  description:
    "Runs a command in a container that is gone afterwards and keeps what it printed; one that fails, fails the update. " +
    "A change of any argument runs it again. The container has 512 MiB of memory, 256 processes and no rights beyond " +
    "what `ping` needs; the image's health check is off.",
  inputs,
  outputs: {
    exitCode: z.number().int().meta({ description: "What the command ended with." }),
    stdout: z.string().meta({
      description: "What it printed: all of it, or its last 64 KiB. A secret when an input is one.",
    }),
    stderr: z.string().meta({
      description: "What it printed as errors: all of it, or its last 64 KiB. A secret when an input is one.",
    }),
    truncated: z.boolean().meta({
      description: "Whether `stdout` or `stderr` was longer, so that only its end is kept.",
    }),
  },
});

/** A Probe's inputs with nothing left out. */
export type ProbeInputs = z.infer<z.ZodObject<typeof inputs>>;

/** The Engine knows one word beside addresses (moby pull request 40007). */
function isHostAddress(text: string): boolean {
  return text === "host-gateway" || isAddress(text, "ipv4") || isAddress(text, "ipv6");
}
