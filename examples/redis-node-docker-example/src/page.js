"use strict";

const { createHash } = require("node:crypto");

const STYLE = `
:root { color-scheme: light dark; --ink: #1c2733; --soft: #5a6b7b; --paper: #f4f6f8; --card: #fff; --accent: #b3261e; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8edf2; --soft: #9fb0c0; --paper: #12181f; --card: #1b242e; --accent: #ff8a80; }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem; background: var(--paper);
  color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { width: min(30rem, 100%); padding: 2.5rem 2rem; border-radius: 1rem; background: var(--card); text-align: center;
  box-shadow: 0 1px 3px rgb(0 0 0 / 15%), 0 12px 40px rgb(0 0 0 / 8%); }
h1 { margin: 0; font-size: 1rem; font-weight: 600; color: var(--soft); overflow-wrap: anywhere; }
data { display: block; margin: .75rem 0 0; font-size: clamp(3.5rem, 18vw, 6rem); font-weight: 700; line-height: 1.1;
  font-variant-numeric: tabular-nums; color: var(--accent); overflow-wrap: anywhere; }
p { margin: .5rem 0 0; }
.soft { color: var(--soft); font-size: .9rem; overflow-wrap: anywhere; }
`;

const STYLE_HASH = `sha256-${createHash("sha256").update(STYLE).digest("base64")}`;

function visitPage(name, visits) {
  return page(
    name,
    `<h1>${escape(name)}</h1>
<data id="visits" value="${visits}">${escape(visits.toLocaleString("en-US"))}</data>
<p>${visits === 1 ? "visit" : "visits"}, counted in redis</p>
<p class="soft">Load the page again, and there is one more.</p>`,
  );
}

function failurePage(name, reason) {
  return page(
    name,
    `<h1>${escape(name)}</h1>
<data>&#8943;</data>
<p>The counter is out of reach. This page tries again every second.</p>
<p class="soft" id="reason">${escape(reason)}</p>`,
    '<meta http-equiv="refresh" content="1">',
  );
}

function page(title, body, head = "") {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">${head}
<title>${escape(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
}

function escape(text) {
  const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  return String(text).replace(/[&<>"']/g, (character) => entities[character]);
}

module.exports = { STYLE_HASH, failurePage, visitPage };
