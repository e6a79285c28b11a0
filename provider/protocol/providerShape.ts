import * as z from "zod";
import { hostProblem } from "../../engine/engineAddress";

const host = z.string().superRefine((text, context) => {
  const problem = hostProblem(text);
  if (problem) context.addIssue({ code: "custom", message: problem });
});

/** The provider's configuration. */
export const providerInputs = {
  host: host.optional().meta({
    description:
      "The Engine's address: `unix:///path`, `tcp://HOST:PORT`, `ssh://USER@HOST` or, on Windows, " +
      "`npipe:////./pipe/NAME`. It beats every DOCKER_* variable. Another Engine replaces the resources of this " +
      "provider; another way to the same place does not. Fails at preview when it is none of these.",
    otherwise:
      "`context`, DOCKER_HOST, DOCKER_CONTEXT, the docker command's current context, /var/run/docker.sock, the socket " +
      "of a rootless Engine",
  }),
  context: z.string().optional().meta({
    description: "A docker context to take the address from; `host` beats it. Another Engine replaces the resources.",
    otherwise: "none",
  }),
  caMaterial: z.string().optional().meta({
    description: "The certificate authority's certificate (PEM), for tcp with TLS.",
    otherwise: "`certPath`'s",
  }),
  certMaterial: z.string().optional().meta({
    description: "The client's certificate (PEM).",
    otherwise: "`certPath`'s",
  }),
  keyMaterial: z.string().optional().meta({
    description: "The client's private key (PEM). Always secret.",
    otherwise: "`certPath`'s",
    secret: true,
  }),
  certPath: z.string().optional().meta({
    description: "A folder with ca.pem, cert.pem and key.pem, for tcp with TLS.",
    otherwise: "with DOCKER_TLS_VERIFY set, DOCKER_CERT_PATH or ~/.docker",
  }),
  sshOpts: z
    .array(z.string())
    .optional()
    .meta({
      description:
        "Options as the ssh command takes them: `-p PORT`, `-l USER`, `-i FILE`, and `-o` with Port, User, IdentityFile, " +
        "UserKnownHostsFile or StrictHostKeyChecking (yes, accept-new, no). Others are refused.",
      otherwise: "none: port 22, the user's known hosts, checked strictly",
    }),
};
