import { createHash } from "node:crypto";
import { escaped } from "../topology/drawing/escaped";
import type { Delta } from "./delta";
import type { LiveFiles } from "./liveFiles";

/** A page as a document and the policy that it needs. */
export interface PageDocument {
  readonly html: string;
  /** The value of Content-Security-Policy. */
  readonly policy: string;
}

/**
 * One document with script and style in it. What it shows is either in it as well, or comes by `events` from where the page
 * itself came from.
 */
export function pageDocument({ script, style }: LiveFiles, title: string, shown?: Delta): PageDocument {
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    ...(shown ? [] : ["connect-src 'self'"]),
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
  const meta = shown ? `\n<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">` : "";
  const data = shown ? `\n<script type="application/json" id="shown">${inScript(JSON.stringify(shown))}</script>` : "";
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">${meta}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<link rel="icon" href="${ICON}">
<style>${style}</style>
</head>
<body>
<div id="root"></div>
<noscript>This page needs JavaScript.</noscript>${data}
<script>${script}</script>
</body>
</html>
`;
  return { html, policy: shown ? policy : `${policy}; frame-ancestors 'none'` };
}

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16' fill='none' stroke='%233b6ea8' " +
  "stroke-width='2'%3E%3Crect x='1' y='1' width='6' height='6' rx='1'/%3E%3Crect x='9' y='9' width='6' height='6' " +
  "rx='1'/%3E%3Cpath d='M7 4h5v5'/%3E%3C/svg%3E";

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

/** JSON that no name in it can end the element of. */
function inScript(json: string): string {
  return json.replace(/</g, "\\u003c");
}
