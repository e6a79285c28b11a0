// restoreSettings.cjs PROJECT KEPT: takes the passphrase salt out of the stacks' settings files in PROJECT. Pulumi also
// rewrites quotes, comments and blank lines when it saves; where nothing else changed, the file of KEPT comes back.
const fs = require("node:fs");
const { join } = require("node:path");

const SALT = /^encryptionsalt:.*\n?/gm;

/** The settings without what Pulumi changes when it merely saves them. */
function meaning(text) {
  return text
    .replace(SALT, "")
    .split("\n")
    .map((line) =>
      line
        .replace(/(^|\s)#.*$/, "")
        .replace(/["']/g, "")
        .trim()
        .replace(/:\s+/, ": "),
    )
    .filter((line) => line !== "" && line !== "config:" && line !== "config: {}")
    .join("\n");
}

function withoutSalt(saved, kept) {
  if (kept !== undefined && meaning(kept) === meaning(saved)) return kept;
  return saved.replace(SALT, "").replace(/\n*$/, "\n");
}

function restoreSettings(project, keptFolder) {
  for (const name of fs.readdirSync(project).filter((file) => /^Pulumi\..+\.yaml$/.test(file))) {
    const file = join(project, name);
    const saved = fs.readFileSync(file, "utf8");
    if (!/^encryptionsalt:/m.test(saved)) continue;
    const keptFile = join(keptFolder, name);
    const text = withoutSalt(saved, fs.existsSync(keptFile) ? fs.readFileSync(keptFile, "utf8") : undefined);
    if (text.trim() === "") fs.rmSync(file);
    else fs.writeFileSync(file, text);
  }
}

module.exports = { withoutSalt };

if (require.main === module) restoreSettings(process.argv[2], process.argv[3]);
