import assert from "node:assert/strict";
import fc from "fast-check";
import { parseVariables } from "../../../../cli/compose/dotEnv";
import { interpolate } from "../../../../cli/compose/interpolate";
import { sortedPorts, portsOf } from "../../../../cli/compose/ports";
import { isSecret, mark, showMarks, splitMarks } from "../../../../cli/compose/secretMarks";
import { bytes, engineTime, mebibytes, milliseconds, portRange } from "../../../../cli/compose/units";
import { isCutShort, words } from "../../../../cli/compose/words";

const VARIABLES: Readonly<Record<string, string>> = { SET: "value", EMPTY: "", INNER: "in", PATH_1: "/p" };

function interpolated(text: string): { text: string; unset: string[] } {
  const unset: string[] = [];
  const scope = { value: (name: string) => VARIABLES[name], unset: (name: string) => void unset.push(name) };
  return { text: interpolate(text, scope), unset };
}

describe("Variables in a Compose file", () => {
  const forms: [string, string, string[]?][] = [
    ["plain", "plain"],
    ["$SET", "value"],
    ["${SET}", "value"],
    ["a${SET}b$SET.c", "avaluebvalue.c"],
    ["$PATH_1/x", "/p/x"],
    ["$$SET $${SET}", "$SET ${SET}"],
    ["${NONE}", "", ["NONE"]],
    ["$NONE!", "!", ["NONE"]],
    ["^a$|$(x) $' $1 $", "^a$|$(x) $' $1 $"],
    ["${NONE:-word}", "word"],
    ["${NONE-word}", "word"],
    ["${EMPTY:-word}", "word"],
    ["${EMPTY-word}", ""],
    ["${SET:-word}", "value"],
    ["${NONE:-}", ""],
    ["${NONE:-${INNER}}", "in"],
    ["${NONE:-${NONE2:-${INNER}!}}", "in!"],
    ["${NONE:-a:-b}", "a:-b"],
    ["${NONE:-$$x}", "$x"],
    ["${SET:+word}", "word"],
    ["${SET+word}", "word"],
    ["${EMPTY:+word}", ""],
    ["${EMPTY+word}", "word"],
    ["${NONE:+word}", ""],
    ["${SET:?never}", "value"],
    ["${EMPTY?never}", ""],
  ];
  for (const [source, expected, unset = []] of forms) {
    it(`makes ${JSON.stringify(expected)} of ${JSON.stringify(source)}`, () => {
      assert.deepEqual(interpolated(source), { text: expected, unset });
    });
  }

  const refused: [string, RegExp][] = [
    ["${", /has no closing brace; write \$\$/],
    ["${SET", /has no closing brace/],
    ["${NONE:-${SET}", /has no closing brace/],
    ["${}", /"\$\{\}" is no variable/],
    ["${1}", /is no variable/],
    ["${SET!}", /is no variable/],
    ["${NONE:?give one}", /^SyntaxError: the variable NONE has to be set: give one$/],
    ["${EMPTY:?}", /^SyntaxError: the variable EMPTY has to be set$/],
  ];
  for (const [source, error] of refused) {
    it(`refuses ${JSON.stringify(source)}`, () => assert.throws(() => interpolated(source), error));
  }

  it("leaves a text without dollar signs as it is, and gives any text back when its dollar signs are doubled", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        assert.equal(interpolated(text.replaceAll("$", "$$$$")).text, text);
      }),
    );
  });
});

describe("A file of variables", () => {
  const read = (text: string) => Object.fromEntries(parseVariables(text, (name) => VARIABLES[name]));

  const files: [string, Record<string, string | undefined>][] = [
    ["A=1\nB=2\n", { A: "1", B: "2" }],
    ["# A=1\n\n  \nB=2 # two\nC=3#4\n", { B: "2", C: "3#4" }],
    ["export A=1\r\n B = 2 \r\n", { A: "1", B: "2" }],
    ["A='$SET # no'\nB=\"$SET # yes\"\nC=$SET", { A: "$SET # no", B: "value # yes", C: "value" }],
    ['A="two\nlines"\nB="a\\nb\\"c\\$SET"\n', { A: "two\nlines", B: 'a\nb"c$SET' }],
    ["A=\nB\nC: 3", { A: "", B: undefined, C: "3" }],
    ["A=1\nB=${A}2\nA=3", { A: "3", B: "12" }],
    ["A=${NONE:-x}\nB='it' # said", { A: "x", B: "it" }],
    ["\uFEFFA=1", { A: "1" }],
    ["A.b-c=1", { "A.b-c": "1" }],
    ["A=a=b==", { A: "a=b==" }],
  ];
  for (const [text, expected] of files) {
    it(`reads ${JSON.stringify(text)}`, () => assert.deepEqual(read(text), expected));
  }

  for (const [text, error] of [
    ["A=1\n=2", /line 2 is no NAME=value/],
    ["A=1\n\nB c", /line 3 is no NAME=value/],
    ["A='x\nB=1", /line 1 has a quotation mark without its other one/],
    ["A=1\n$ x", /line 2 is no NAME=value/],
  ] as const) {
    it(`refuses ${JSON.stringify(text)} with the line`, () => assert.throws(() => read(text), error));
  }
});

describe("A command line of a Compose file", () => {
  const lines: [string, string[]][] = [
    ["", []],
    ["  a  b\tc ", ["a", "b", "c"]],
    [`sh -c "echo 'hi' \\"you\\""`, ["sh", "-c", `echo 'hi' "you"`]],
    [`a '' "" b`, ["a", "", "", "b"]],
    [`a'b'"c"d`, ["abcd"]],
    ["a\\ b \\'", ["a b", "'"]],
    ["redis-server --save 60 1 > log", ["redis-server", "--save", "60", "1"]],
    ["a && b", ["a"]],
    [`"a && b" 'c | d'`, ["a && b", "c | d"]],
    [`--rule=Host(\`x\`)`, ["--rule=Host(`x`)"]],
  ];
  for (const [line, expected] of lines) {
    it(`splits ${JSON.stringify(line)}`, () => assert.deepEqual(words(line), expected));
  }

  it("is known to be cut short only at a sign outside of quotes", () => {
    assert.equal(isCutShort("a && b"), true);
    assert.equal(isCutShort(`sh -c "a && b" '|' \\;`), false);
  });

  it("refuses a quotation mark without its other one", () => {
    assert.throws(() => words("say 'hi"), /quotation mark \('\) has no other one/);
  });

  it("gives back any words that were put in single quotes", () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (list) => {
        const line = list.map((word) => `'${word.replaceAll("'", `'"'"'`)}'`).join(" ");
        assert.deepEqual(words(line), list);
      }),
    );
  });
});

describe("Sizes, times and ports of a Compose file", () => {
  it("are read in every unit", () => {
    assert.deepEqual(["10", "10b", "1k", "1kb", "64m", "1.5g", "1GB", "2MiB"].map(bytes), [
      10,
      10,
      1024,
      1024,
      64 * 1024 ** 2,
      1.5 * 1024 ** 3,
      1024 ** 3,
      2 * 1024 ** 2,
    ]);
    assert.deepEqual(["64m", "100kb", "x", "", "-1m", "m"].map(mebibytes), [
      64,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    assert.deepEqual(
      ["90", "1m30s", "1.5s", "100ms", "1h", "2d", "5us"].map(milliseconds),
      [90_000, 90_000, 1500, 100, 3_600_000, 172_800_000, 0.005],
    );
    assert.deepEqual(["", "s", "10x", "1m 30s", "-1s"].map(milliseconds), Array(5).fill(undefined));
  });

  it("give times in the Engine's words, which mean the same again", () => {
    assert.deepEqual([0, 500, 1000, 90_000, 3_600_000, 90_061_500].map(engineTime), [
      "0s",
      "500ms",
      "1s",
      "1m30s",
      "1h0m0s",
      "25h1m1.5s",
    ]);
    fc.assert(fc.property(fc.nat(1e9), (ms) => assert.equal(milliseconds(engineTime(ms)), ms)));
  });

  it("know ranges of ports", () => {
    assert.deepEqual(["80", "8000-8002", "2-1", "x", "70000", "1-2-3"].map(portRange), [
      [80],
      [8000, 8001, 8002],
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  const one = (internal: number, external: number[], ip?: string, protocol = "tcp") => {
    return { internal, external, ip, protocol };
  };
  const ports: [Parameters<typeof portsOf>[0], ReturnType<typeof portsOf>][] = [
    ["80", [one(80, [])]],
    [80, [one(80, [])]],
    ["8080:80", [one(80, [8080])]],
    ["8080:80/udp", [one(80, [8080], undefined, "udp")]],
    ["127.0.0.1:8080:80", [one(80, [8080], "127.0.0.1")]],
    ["127.0.0.1::80", [one(80, [], "127.0.0.1")]],
    ["[::1]:8080:80", [one(80, [8080], "::1")]],
    ["::1:8080:80", [one(80, [8080], "::1")]],
    ["3000-3001:4000-4001", [one(4000, [3000]), one(4001, [3001])]],
    ["3000-3001", [one(3000, []), one(3001, [])]],
    ["8000-8002:80", [one(80, [8000, 8001, 8002])]],
    [{ target: 80, published: "8080", host_ip: "::1", protocol: "udp" }, [one(80, [8080], "::1", "udp")]],
    [{ target: "80" }, [one(80, [])]],
  ];
  for (const [entry, expected] of ports) {
    it(`read the port ${JSON.stringify(entry)}`, () => assert.deepEqual(portsOf(entry), expected));
  }

  for (const entry of ["x", "80:x", "99999:1", "1-3:1-2", "", { target: "x" }, { target: 80, published: "a-b" }]) {
    it(`refuse the port ${JSON.stringify(entry)}`, () => assert.throws(() => portsOf(entry), SyntaxError));
  }

  it("sort ports as the Docker provider gives them back, each once", () => {
    const all = ["443:443", "53:53/udp", "80:80", "53:53", "80:80"].flatMap((entry) => portsOf(entry));
    assert.deepEqual(
      sortedPorts(all).map(({ internal, protocol }) => `${internal}/${protocol}`),
      ["53/tcp", "53/udp", "80/tcp", "443/tcp"],
    );
  });
});

describe("What counts as a secret", () => {
  for (const [name, value, expected] of [
    ["POSTGRES_PASSWORD", "x", true],
    ["MYSQL_ROOT_PASSWD", "x", true],
    ["API_KEY", "x", true],
    ["AUTH_TOKEN", "x", true],
    ["SECRET", "x", true],
    ["DATABASE_URL", "postgres://u:p@db/x", true],
    ["AMQP", "amqp://guest:guest@mq", true],
    ["POSTGRES_PASSWORD_FILE", "/run/secrets/x", false],
    ["MYSQL_RANDOM_ROOT_PASSWORD", "yes", false],
    ["PASSWORD", "", false],
    ["PASSWORD", mark("DB_PASSWORD"), false],
    ["PASSWORD", `${mark("DB_PASSWORD")}x`, true],
    ["DATABASE_URL", `postgres://u:${mark("P")}@db/x`, false],
    ["DATABASE_URL", "postgres://db:5432/x", false],
    ["COMPASS", "north", false],
    ["PATH", "/bin", false],
    ["TOKEN_URL", "https://x", false],
  ] as const) {
    it(`says ${String(expected)} of ${name}=${showMarks(value)}`, () => assert.equal(isSecret(name, value), expected));
  }

  it("splits a text at its marks, and shows their names", () => {
    assert.deepEqual(splitMarks(`a${mark("B")}c${mark("D")}`), ["a", "B", "c", "D", ""]);
    assert.equal(showMarks(`a${mark("B")}c`), "a${B}c");
  });
});
