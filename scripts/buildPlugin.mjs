// Bundles the plugin for an archive, in which nothing else is installed: buildPlugin.mjs FOLDER
import { build, buildComponents } from "../provider/build.mjs";

const folder = process.argv[2];
await Promise.all([build(folder), buildComponents([], folder)]);
