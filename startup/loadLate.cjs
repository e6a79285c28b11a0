const Module = require("node:module");

/**
 * Lets modules load when something of them is used for the first time, and not when they are required.
 *
 * @param wanted which, by what is asked for and the file that asks; that file has to be one that TypeScript has compiled
 *   with `esModuleInterop`, or to take single names off the module
 */
exports.loadLate = (wanted) => {
  const load = Module._load;
  Module._load = function (request, parent, isMain) {
    if (!parent?.filename || !wanted(request, parent.filename)) return load.call(this, request, parent, isMain);
    let loaded;
    return late(() => (loaded ??= load.call(this, request, parent, isMain)));
  };
};

/** Stands for a module. As an ES module it is taken as it is, and not copied at once by TypeScript's helpers. */
function late(module) {
  return new Proxy(
    {},
    {
      get(_, key) {
        if (key === "__esModule") return true;
        return key === "default" && !module().__esModule ? module() : module()[key];
      },
      has: (_, key) => key in module(),
      ownKeys: () => Reflect.ownKeys(module()),
      getOwnPropertyDescriptor(_, key) {
        const own = Reflect.getOwnPropertyDescriptor(module(), key);
        return own && { ...own, configurable: true };
      },
    },
  );
}
