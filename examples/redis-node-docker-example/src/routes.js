"use strict";

const { failurePage, visitPage, STYLE_HASH } = require("./page");

/** Answers GET / with the page and GET /healthz for those who watch over the app. */
function createHandler(counter, name) {
  const routes = {
    "/": async (response) => {
      try {
        send(response, 200, "text/html", visitPage(name, await counter.add()));
      } catch (error) {
        send(response, 503, "text/html", failurePage(name, error.message), { "Retry-After": "1" });
      }
    },
    "/healthz": async (response) => {
      try {
        await counter.check();
        sendJson(response, 200, { status: "ok" });
      } catch (error) {
        sendJson(response, 503, { status: "unavailable", reason: error.message });
      }
    },
    "/favicon.ico": async (response) => send(response, 204, "image/x-icon", ""), // browsers ask; it is no visit
  };

  return (request, response) => {
    const path = request.url.split("?", 1)[0];
    if (!Object.hasOwn(routes, path)) return sendJson(response, 404, { status: "not found" });
    if (request.method !== "GET") {
      return sendJson(response, 405, { status: "only GET is answered here" }, { Allow: "GET" });
    }
    return routes[path](response);
  };
}

function sendJson(response, status, value, headers) {
  send(response, status, "application/json", `${JSON.stringify(value)}\n`, headers);
}

function send(response, status, type, body, headers = {}) {
  response.writeHead(status, {
    "Content-Type": `${type}; charset=utf-8`,
    "Content-Length": Buffer.byteLength(body),
    "Cache-Control": "no-store",
    "Content-Security-Policy": `default-src 'none'; style-src '${STYLE_HASH}'; frame-ancestors 'none'`,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    ...headers,
  });
  response.end(body);
}

module.exports = { createHandler };
