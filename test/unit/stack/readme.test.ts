import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { filledIn } from "../../../stack/readme";
import { projectRoot } from "../../support/projectRoot";
import { unwrap } from "../../support/unwrap";

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

  it("holds the outputs themselves", async () => {
    const members = pulumi.output([{ name: "redis", ipv4Address: "10.0.0.2" }]);
    const page = "[${outputs.url}](${outputs.url}): ${outputs.members[0].name} at ${outputs.members[0].ipv4Address}";
    const text = filledIn(page, { url: pulumi.output("http://127.0.0.1:3000/?a=$&"), members });
    assert.equal(await unwrap(text), "[http://127.0.0.1:3000/?a=$&](http://127.0.0.1:3000/?a=$&): redis at 10.0.0.2");
  });

  it("says of what there is not that there is none", async () => {
    const page = "| ${outputs.members[1].name} | ${outputs.nothing} |";
    assert.equal(await unwrap(filledIn(page, { members: [] })), "| – | – |");
  });

  it("is a secret once an output in it is one", async () => {
    const text = filledIn("${outputs.redisCli}", { redisCli: pulumi.secret("redis-cli -a word") });
    assert.equal(await pulumi.isSecret(text), true);
  });

  it("shows no output that may be a secret", () => {
    assert.doesNotMatch(read("Pulumi.README.md"), /outputs\.printed/);
  });
});
