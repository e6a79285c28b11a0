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

  /** An error of dockerode or of the connection under it. */
  static from(error: unknown, address: string): EngineError {
    if (error instanceof EngineError) return error;
    const { statusCode, json, code } = error as { statusCode?: number; json?: { message?: string }; code?: string };
    const message = error instanceof Error ? error.message : String(error);
    if (statusCode !== undefined) return new EngineError(statusCode, (json?.message ?? message).trim());
    return new UnreachableError(address, code ? `${code} ${message}` : message);
  }
}

/** No answer came. Never to be taken for "the thing is gone". */
export class UnreachableError extends EngineError {
  constructor(address: string, cause: string) {
    super(
      undefined,
      `the Docker Engine at ${address} does not answer: ${cause}. ` +
        `Is it running ("docker info"), and may this user reach it? Set dockwire:host or DOCKER_HOST to use another one.`,
    );
  }
}

/** Whether trying the same call again may help: the Engine was busy with its firewall, restarting, or cut the line. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof EngineError)) return false;
  if (error.status === undefined) return /ECONNRESET|EPIPE|socket hang up/.test(error.answer);
  // moby issue 26111: concurrent creates meet at the xtables lock and answer 500.
  return (
    error.status >= 500 && /xtables|resource temporarily unavailable|try again|deadline exceeded/i.test(error.answer)
  );
}

/** An error that says what was attempted, what the Engine answered and what to do. */
export function describeError(attempt: string, error: unknown, advice = ""): Error {
  const answer = error instanceof Error ? error.message : String(error);
  const text = `${attempt}: ${answer}`.replace(/\.*$/, ".");
  return new Error(advice ? `${text} ${advice}` : text, { cause: error });
}
