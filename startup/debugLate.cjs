// Pulumi's SDK turns V8's debugger on before it runs a program, to be told which script is in which file. It needs that to
// say where a function stands that cannot be sent to a cloud. With the debugger on, all that follows takes longer.
const { join } = require("node:path");
const { afterLoad } = require("./afterLoad.cjs");

/** Leaves the debugger off until something is asked of it. */
exports.debugLate = () =>
  afterLoad(join("@pulumi", "pulumi", "runtime", "closure", "v8Hooks.js"), (hooks) => {
    const connect = hooks.getSessionAsync;
    let session;
    hooks.isInitializedAsync = async () => {};
    hooks.getSessionAsync = () => (session ??= connect().then(retold));
  });

/** V8 tells of every script there is when its debugger is turned on, and the SDK listens only afterwards. */
function retold(session) {
  session.post("Debugger.disable");
  session.post("Debugger.enable");
  return session;
}
