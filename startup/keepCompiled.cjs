const Module = require("node:module");

/**
 * Lets this process load modules out of code that an earlier one has compiled.
 *
 * @param folder where the code is kept; one that cannot be written to costs time only
 * @param wanted whose code is kept on Node 20, by file name and text
 */
exports.keepCompiled = (folder, wanted) => {
  if (Module.enableCompileCache) Module.enableCompileCache(folder);
  else require("./compileCacheOfNode20.cjs").keepCompiled(folder, wanted);
};
