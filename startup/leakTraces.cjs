// Pulumi's SDK writes down where each of its promises was made, and shows it only when PULUMI_DEBUG_PROMISE_LEAKS is set.
// Leading those places back to TypeScript, as ts-node does, takes some ten milliseconds for every resource.

let prepare = Error.prepareStackTrace;
let skipping = false;

/** Leaves these traces empty while nobody wants to see them; every other error keeps its own. */
exports.skipLeakTraces = () => {
  if (skipping || process.env.PULUMI_DEBUG_PROMISE_LEAKS) return;
  skipping = true;
  const skip = (error, frames) => (frames[0]?.getFunctionName() === "debuggablePromise" ? "" : prepare(error, frames));
  // Whoever prepares traces comes later than we do, and may come twice.
  Object.defineProperty(Error, "prepareStackTrace", {
    configurable: true,
    get: () => prepare && skip,
    set(value) {
      if (value !== skip) prepare = value;
    },
  });
};
