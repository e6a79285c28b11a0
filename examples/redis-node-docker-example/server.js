"use strict";

const { createServer } = require("node:http");
const { createHandler } = require("./src/routes");
const { readSettings } = require("./src/settings");
const { VisitCounter } = require("./src/visitCounter");

const STOP_WITHIN_MS = 800;

function main() {
  const settings = readSettings(process.env);
  const counter = new VisitCounter(settings, (text) => console.log(text));
  const server = createServer(createHandler(counter, settings.name));

  server.once("error", (error) => {
    console.error(`Could not listen on port ${settings.port}: ${error.message}. Choose another one with PORT.`);
    process.exit(1);
  });
  server.listen(settings.port, () => {
    console.log(`listening on port ${settings.port}, counting in ${settings.redis.address}`);
  });

  const stop = (signal) => {
    console.log(`${signal}: closing`);
    setTimeout(() => process.exit(0), STOP_WITHIN_MS).unref(); // a client that keeps its connection open does not keep us
    server.close(() => counter.close().finally(() => process.exit(0)));
    server.closeIdleConnections();
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

try {
  main();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
