import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** Why a request is refused: a status and a sentence. */
export interface Refusal {
  readonly status: number;
  readonly text: string;
}

/**
 * What is wrong with a request; undefined when it may be answered. A page of somebody else's that has its name resolve to
 * this machine (DNS rebinding) is told by its Host header, and everybody else by the token.
 */
export function refusalOf(
  request: Pick<IncomingMessage, "headers" | "method" | "url">,
  token: string,
): Refusal | undefined {
  if (!isLoopback(request.headers.host)) {
    return {
      status: 403,
      text: "This page is for a browser on this machine alone: open it by 127.0.0.1 or localhost.",
    };
  }
  if (request.method !== "GET" && request.method !== "HEAD")
    return { status: 405, text: "This page only shows things." };
  const [, given = ""] = (request.url ?? "").split(/[/?]/);
  if (!isEqual(given, token)) {
    return {
      status: 403,
      text: 'The address lacks its token, or has an old one: open the one that "dockwire watch" printed.',
    };
  }
  return undefined;
}

/** Sent with every answer: nothing of it is kept, framed, guessed at or told to other places. */
export const HEADERS = {
  "Cache-Control": "no-store",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
} as const;

function isLoopback(host = ""): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(host);
}

/** In a time that tells nothing of how much of it is right. */
function isEqual(given: string, token: string): boolean {
  const [a, b] = [given, token].map((text) => createHash("sha256").update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
