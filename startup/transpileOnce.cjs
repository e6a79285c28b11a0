// What ts-node calls, by tsconfig.run.json, to turn TypeScript into JavaScript. Doing that for all files takes most of the
// time that a program of this package needs to start, so what came of each file is kept until the file changes.
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const { dirname, join } = require("node:path");
const ts = require("typescript");
const { isOn } = require("./isOn.cjs");
const { skipLeakTraces } = require("./leakTraces.cjs");
const { isKnownSdk } = require("./sdkVersion.cjs");

const FOLDER = join(dirname(__dirname), "node_modules/.cache/dockwire/transpiled");

exports.create = ({ service }) => {
  if (isOn && isKnownSdk()) skipLeakTraces();
  const { options } = service.config;
  const settings = JSON.stringify([ts.version, options.module, options.target, options.esModuleInterop]);
  return {
    transpile(text, { fileName }) {
      const key = digest(text);
      const place = join(FOLDER, digest(`${settings}\n${fileName}`));
      const kept = isOn ? read(place) : undefined;
      if (kept && kept.key === key) return kept;
      const { outputText, sourceMapText } = ts.transpileModule(text, { fileName, compilerOptions: options });
      const made = { key, outputText, sourceMapText };
      if (isOn) keep(place, made);
      return made;
    },
  };
};

function digest(text) {
  return createHash("sha256").update(text).digest("hex");
}

function read(place) {
  try {
    return JSON.parse(readFileSync(place, "utf8"));
  } catch {
    return undefined;
  }
}

/** Whole or not at all; a folder that cannot be written to costs time only. */
function keep(place, made) {
  const draft = `${place}.${process.pid}`;
  try {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(draft, JSON.stringify(made));
    renameSync(draft, place);
  } catch {
    return;
  }
}
