const Module = require("node:module");

/** Hands over what a module exports as soon as that is loaded, or now; `ending` is that of its file's name. */
exports.afterLoad = (ending, change) => {
  for (const { filename, exports } of Object.values(require.cache)) if (filename?.endsWith(ending)) change(exports);
  const load = Module.prototype.load;
  Module.prototype.load = function (filename) {
    load.call(this, filename);
    if (filename.endsWith(ending)) change(this.exports);
  };
};
