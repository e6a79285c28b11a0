// Runs TypeScript as it is, for mocha and the benchmarks; tsconfig.run.json has the compiler's options for that.
const { join } = require("node:path");

require("ts-node").register({ project: join(__dirname, "../tsconfig.run.json") });
