// restoreSettings.cjs PROJECT KEPT: takes the passphrase salt out of the stacks' settings files in PROJECT. Pulumi also
// rewrites quotes, comments and blank lines when it saves; where nothing else changed, the file of KEPT comes back.
const fs = require("node:fs");
const { join } = require("node:path");
const { isDeepStrictEqual } = require("node:util");
const { parse, parseDocument } = require("yaml");

const SALT = "encryptionsalt";

/** The settings as Pulumi takes them: every value is text to it, and no configuration is the same as an empty one. */
function meaning(text) {
  const settings = parse(text, { schema: "failsafe" }) || {};
  return { ...settings, config: settings.config || {}, [SALT]: undefined };
}

function withoutSalt(saved, kept) {
  if (kept !== undefined && isDeepStrictEqual(meaning(kept), meaning(saved))) return kept;
  const document = parseDocument(saved);
  document.delete(SALT);
  return document.contents.items.length === 0 ? "" : document.toString({ lineWidth: 0 });
}

function restoreSettings(project, keptFolder) {
  for (const name of fs.readdirSync(project).filter((file) => /^Pulumi\..+\.yaml$/.test(file))) {
    const file = join(project, name);
    const saved = fs.readFileSync(file, "utf8");
    if (!/^encryptionsalt:/m.test(saved)) continue;
    const keptFile = join(keptFolder, name);
    const text = withoutSalt(saved, fs.existsSync(keptFile) ? fs.readFileSync(keptFile, "utf8") : undefined);
    if (text === "") fs.rmSync(file);
    else fs.writeFileSync(file, text);
  }
}

module.exports = { withoutSalt };

if (require.main === module) restoreSettings(process.argv[2], process.argv[3]);
