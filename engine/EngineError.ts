/** What the Engine answered, in its own words and status. */
export class EngineError extends Error {
  constructor(
    /** The HTTP status; undefined when no answer came. */
    readonly status: number | undefined,
    /** The Engine's own sentence. */
    readonly answer: string,
  ) {
    super(answer);
  }

  /** An error of dockerode or of the connection under it; anything else is a fault of ours and stays what it is. */
  static from(error: unknown, address: string): Error {
    if (error instanceof EngineError) return error;
    const { statusCode, json } = error as { statusCode?: number; json?: { message?: string } };
    const message = error instanceof Error ? error.message : String(error);
    if (statusCode !== undefined) return new EngineError(statusCode, (json?.message ?? message).trim());
    const loss = lossIn(error);
    if (!loss) return error instanceof Error ? error : new Error(message);
    const code = (error as { code?: string }).code;
    return new UnreachableError(address, code ? `${code} ${message}` : message, loss);
  }
}

/**
 * How far a call without an answer came. `refused`: nobody took it. `lost`: the connection was cut, before or after the
 * Engine did it. `late`: the Engine may still be at it. `other`: no try will help, for instance a wrong certificate.
 */
export type Loss = "refused" | "lost" | "late" | "other";

/** No answer came. Never to be taken for "the thing is gone". */
export class UnreachableError extends EngineError {
  constructor(
    address: string,
    cause: string,
    readonly loss: Loss,
  ) {
    super(
      undefined,
      `the Docker Engine at ${address} does not answer: ${cause}. ` +
        `Is it running ("docker info"), and may this user reach it? Set dockwire:host or DOCKER_HOST to use another one.`,
    );
  }
}

/** Whether the Engine was too busy for the call (moby issue 26111: concurrent creates meet at the xtables lock). */
export function isBusy(error: unknown): boolean {
  if (!(error instanceof EngineError) || error.status === undefined || error.status < 500) return false;
  // An Engine without a swarm says "try again" too, and means: after "docker swarm init".
  if (/swarm/i.test(error.answer)) return false;
  return /xtables|resource temporarily unavailable|try again|deadline exceeded/i.test(error.answer);
}

/** Whether the Engine was gone for a moment, as when it restarts. */
export function isInterrupted(error: unknown): error is UnreachableError {
  return error instanceof UnreachableError && (error.loss === "refused" || error.loss === "lost");
}

/** The answer, or undefined when the Engine has no such thing. */
export function unlessMissing<T>(answer: Promise<T>): Promise<T | undefined> {
  return answer.catch((error: unknown) => {
    if (error instanceof EngineError && error.status === 404) return undefined;
    throw error;
  });
}

/** An error that says what was attempted, what the Engine answered and what to do. */
export function describeError(attempt: string, error: unknown, advice = ""): Error {
  const answer = error instanceof Error ? error.message : String(error);
  const text = `${attempt}: ${answer}`.replace(/\.*$/, ".");
  return new Error(advice ? `${text} ${advice}` : text, { cause: error });
}

function lossIn(error: unknown): Loss | undefined {
  if (!(error instanceof Error) || error instanceof TypeError) return undefined;
  const { code, level } = error as { code?: string; level?: string };
  if (code === undefined && level === undefined) return undefined;
  if (code === "ECONNREFUSED" || code === "ENOENT") return "refused";
  return code === "ECONNRESET" || code === "EPIPE" ? "lost" : "other";
}
