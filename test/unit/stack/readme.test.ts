import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../support/projectRoot";

const read = (name: string) => readFileSync(join(projectRoot, name), "utf8");

describe("What Pulumi's console shows of the tutorials' stack", () => {
  it("refers to outputs that the program has", () => {
    const outputs = [...read("index.ts").matchAll(/^export const (\w+)/gm)].map(([, name]) => name);
    const used = [...read("Pulumi.README.md").matchAll(/\$\{([^}]*)\}/g)].map(([, text = ""]) => text);
    assert.ok(used.length > 0, "no output is referred to");
    for (const text of used) {
      const [, name] = /^outputs\.(\w+)(\[\d+\]\.\w+)?$/.exec(text) ?? [];
      assert.ok(outputs.includes(name), `\${${text}} is no output of index.ts`);
    }
  });

  it("shows no output that may be a secret", () => {
    assert.doesNotMatch(read("Pulumi.README.md"), /outputs\.printed/);
  });
});
