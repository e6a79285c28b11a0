import assert from "node:assert/strict";
import { join } from "node:path";
import ts from "typescript";
import { projectRoot } from "../../support/projectRoot";

describe("The types of an AppNetwork", () => {
  it("know its keys, and refuse what was not given, in a strict program", function () {
    this.timeout(120_000);
    const file = join(projectRoot, "test/fixtures/types/appNetwork.ts");
    const program = ts.createProgram([file], {
      strict: true,
      noUncheckedIndexedAccess: true,
      noEmit: true,
      skipLibCheck: true,
      esModuleInterop: true,
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      types: ["node"],
      typeRoots: [join(projectRoot, "node_modules/@types")],
      paths: { dockwire: [join(projectRoot, "components/index.ts")] },
    });
    const source = program.getSourceFile(file) ?? assert.fail(file);
    const mistakes = program.getSemanticDiagnostics(source).map(({ messageText, start = 0 }) => {
      const { line } = source.getLineAndCharacterOfPosition(start);
      return `line ${line + 1}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
    });
    assert.deepEqual(mistakes, []);
  });
});
