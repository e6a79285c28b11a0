const Module = require("node:module");

/** Lets a package load when something of it is used for the first time, and not when it is required. */
exports.loadLate = (name) => {
  const load = Module._load;
  Module._load = function (request, parent, isMain) {
    if (request !== name) return load.call(this, request, parent, isMain);
    let loaded;
    const get = (_, key) => (key === "__esModule" ? true : (loaded ??= load.call(this, request, parent, isMain))[key]);
    return new Proxy({}, { get });
  };
};
