// Pulumi's SDK takes the whole stack at each resource, turns every place in it back into one of TypeScript, and writes all
// of it into the state, where it is two fifths of what a component's children take.
const { join } = require("node:path");
const { pathToFileURL } = require("node:url");
const { afterLoad } = require("./afterLoad.cjs");

const PLACE = /\(?([^()\s]+):(\d+):(\d+)\)?$/;

/** Keeps of each stack what Pulumi shows: the place that made the resource. */
exports.shortenTraces = () =>
  afterLoad(join("@pulumi", "pulumi", "resource.js"), ({ Resource }) => {
    Resource.stackTrace = (skip) => {
      const { stackTraceLimit } = Error;
      // Two more: this function, and the one that is looked for.
      Error.stackTraceLimit = skip + 1;
      const { stack = "" } = new Error();
      Error.stackTraceLimit = stackTraceLimit;
      const [, file, line, column] = PLACE.exec(stack.split("\n")[skip + 1] ?? "") ?? [];
      if (!file || file.startsWith("node:")) return [];
      return [{ uri: pathToFileURL(file).toString(), line: Number(line), column: Number(column) }];
    };
  });
