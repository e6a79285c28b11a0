import assert from "node:assert/strict";
import { withoutSalt } from "../../../sandbox/state/restoreSettings.cjs";

const SALT = "encryptionsalt: v1:AiHqYg+nxHI=:v1:/4fTrm6uFaKBDzWG:W7CHMV2+27xpXsgmeVr4Ah0HYt03dw==";

describe("A stack's settings file after Pulumi wrote a salt into it", () => {
  it("comes back byte for byte where Pulumi only changed quotes, comments and blank lines", () => {
    const kept = `# Settings of dev\n\nconfig:\n  # the web page\n  app:port: 3000 # in a browser\n\n  'app:name':   "redis"\n`;
    const saved = `config:\n  # the web page\n  app:port: "3000" # in a browser\n  'app:name': "redis"\n${SALT}\n`;
    assert.equal(withoutSalt(saved, kept), kept);
  });

  it("comes back where it had no settings at all", () => {
    assert.equal(withoutSalt(`${SALT}\n`, "# none\nconfig: {}\n"), "# none\nconfig: {}\n");
  });

  it("keeps a setting that the command has changed, and loses the salt", () => {
    const saved = `config:\n  app:port: "4000"\n${SALT}\n`;
    assert.equal(withoutSalt(saved, "config:\n  app:port: 3000\n"), 'config:\n  app:port: "4000"\n');
  });

  for (const [what, before, after] of [
    ["what follows a number sign", 'note: "build #1"', 'note: "build #2"'],
    ["an apostrophe", "note: its", `note: "it's"`],
    ["blanks", 'note: "a  b"', 'note: "a b"'],
    ["a zero at the end", 'version: "1.0"', 'version: "1"'],
    ["a list in a setting", "ports:\n    - 1", "ports:\n    - 2"],
  ] as const) {
    it(`keeps a setting that differs only in ${what}`, () => {
      const text = (setting: string) => `config:\n  app:${setting}\n`;
      assert.equal(withoutSalt(`${text(after)}${SALT}\n`, text(before)), text(after));
    });
  }

  it("keeps the comments where a setting has changed", () => {
    const text = (port: number) => `# Settings\nconfig:\n  # the web page\n  app:port: ${port} # in a browser\n`;
    assert.equal(withoutSalt(`${text(4000)}${SALT}\n`, text(3000)), text(4000));
  });

  it("keeps an encrypted setting", () => {
    const secret = "config:\n  app:password:\n    secure: v1:gRnY/65Eb6oiz0iO:Yz76YhfdLJ\n";
    assert.equal(withoutSalt(`${secret}${SALT}\n`, "config: {}\n"), secret);
  });

  it("has nothing left where there was no file before", () => {
    assert.equal(withoutSalt(`${SALT}\n`, undefined).trim(), "");
  });
});
