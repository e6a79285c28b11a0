/** The version of Pulumi's SDK whose inside the files beside this one were written for. */
const VERSION = "3.248.0";

/** Whether that is the version that a program in this folder gets. */
exports.isKnownSdk = () => {
  try {
    return require(require.resolve("@pulumi/pulumi/package.json", { paths: [process.cwd()] })).version === VERSION;
  } catch {
    return false;
  }
};
