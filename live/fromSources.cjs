// What bundles is an ES module, which TypeScript's CommonJS cannot load.
exports.build = async () => (await import("./build.mjs")).build();
