// Pulumi's SDK writes down where each of its promises was made, and shows it only when PULUMI_DEBUG_PROMISE_LEAKS is set.
// There are hundreds for every resource.
const { join } = require("node:path");
const { afterLoad } = require("./afterLoad.cjs");

let skipping = false;

/** Leaves these traces empty while nobody wants to see them; every other error keeps its own. */
exports.skipLeakTraces = () => {
  if (skipping || process.env.PULUMI_DEBUG_PROMISE_LEAKS) return;
  skipping = true;
  afterLoad(join("@pulumi", "pulumi", "runtime", "debuggable.js"), (debuggable) => {
    const { debuggablePromise } = debuggable;
    debuggable.debuggablePromise = (promise, context) => {
      const { stackTraceLimit } = Error;
      Error.stackTraceLimit = 0;
      try {
        return debuggablePromise(promise, context);
      } finally {
        Error.stackTraceLimit = stackTraceLimit;
      }
    };
  });
};
