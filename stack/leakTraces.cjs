// Pulumi's SDK writes down where each of its promises was made, and shows it only when PULUMI_DEBUG_PROMISE_LEAKS is set.
// Leading those places back to TypeScript, as ts-node does, takes some ten milliseconds for every resource.

/** Leaves these traces empty while nobody wants to see them; every other error keeps its own. */
exports.skipLeakTraces = () => {
  const mapped = Error.prepareStackTrace;
  if (process.env.PULUMI_DEBUG_PROMISE_LEAKS || !mapped) return;
  Error.prepareStackTrace = (error, frames) =>
    frames[0]?.getFunctionName() === "debuggablePromise" ? "" : mapped(error, frames);
};
