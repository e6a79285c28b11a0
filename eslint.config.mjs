import eslint from "@eslint/js";
import tseslint from "typescript-eslint";

const NODE = "Buffer URL __dirname clearInterval clearTimeout console module process require setInterval setTimeout";
/** What serves the repository and not a user's program. */
const OUTER = ["sandbox", "scripts", "stack", "policy", "test", "bench"];
/** Rooms by what may not be imported from them: data flows one way (docs/architecture.md). */
const CLOSED = {
  "engine/**/*.ts": ["components", "provider", "startup", ...OUTER],
  "components/**/*.ts": ["engine", "provider", "startup", ...OUTER],
  "provider/**/*.ts": ["components", ...OUTER],
  "provider/protocol/**/*.ts": [
    "attachment",
    "components",
    "container",
    "functions",
    "network",
    "sandbox",
    "secrets",
    "volume",
  ],
  "topology/**/*.ts": ["cli", "live", "components", "provider", "startup", ...OUTER],
  "live/**/*.{ts,tsx}": ["cli", "components", "provider", "startup", ...OUTER],
  "live/page/**/*.{ts,tsx}": [
    "engine",
    "cli",
    "components",
    "provider",
    "sandbox",
    "scripts",
    "stack",
    "test",
    "bench",
  ],
  // One form of a time: what the command writes into a program has to be what the components write.
  "cli/**/*.ts": ["components(?!/shared/duration)", "provider", "startup", ...OUTER],
  "policy/**/*.ts": [
    "components(?!/shared/hostFolders)",
    "engine",
    "provider",
    "sandbox",
    "scripts",
    "stack",
    "startup",
    "test",
    "bench",
  ],
  "stack/**/*.ts": ["engine", "provider", "sandbox", "scripts", "policy", "startup", "test", "bench"],
  "index.ts": ["engine", "provider", "sandbox", "scripts", "policy", "startup", "test", "bench"],
  "sandbox/**/*.ts": ["components", "provider", "scripts", "stack", "policy", "test", "bench"],
};
const rooms = Object.entries(CLOSED).map(([file, closed]) => ({
  files: [file],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: [
          {
            regex: `^(\\.{1,2}/)+(${closed.join("|")})(/|$)`,
            caseSensitive: true,
            message: "Imports go one way: docs/architecture.md.",
          },
        ],
      },
    ],
  },
}));

/** Longer than 160 lines, each for a reason. */
const LONG = [
  // One class over one set of private state.
  "engine/EngineClient.ts",
  "provider/attachment/LiveAttachment.ts",
  "provider/attachment/ContainerNetworks.ts",
  "provider/network/Network.ts",
  // One table of properties: what Engines answer, what a network is.
  "engine/model.ts",
  "provider/network/networkShape.ts",
  "provider/network/networkState.ts",
  // One walk over two topologies.
  "topology/compareWithStack.ts",
];

const globals = Object.fromEntries(NODE.split(" ").map((name) => [name, "readonly"]));

export default tseslint.config(
  {
    ignores: [
      "node_modules",
      "dist",
      "provider/dist",
      "live/dist",
      ".dockwire",
      "**/node_modules",
      "examples/**/dist",
      "test/fixtures",
      "templates",
    ],
  },
  eslint.configs.recommended,
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ["./tsconfig.json", "./live/page/tsconfig.json"],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      // Components pass themselves as the parent of their children, which reads best under that name.
      "@typescript-eslint/no-this-alias": ["error", { allowedNames: ["parent"] }],
      // Typings of the Engine's and Pulumi's answers promise more than the answers keep.
      "@typescript-eslint/no-unnecessary-condition": "off",
      // A method that an interface wants to answer with a promise may have nothing to wait for.
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      // Properties on the wire are JSON of any kind to the compiler; their check has made sure of strings before.
      "@typescript-eslint/no-base-to-string": "off",
      // Promises of Node and dockerode reject with errors.
      "@typescript-eslint/use-unknown-in-catch-callback-variable": "off",
      // The name z holds all of zod; the provider's bundle would carry its messages in sixty languages.
      "no-restricted-syntax": [
        "error",
        { selector: "ImportDeclaration[source.value='zod'] > ImportSpecifier", message: "Write import * as z." },
      ],
      // Numbers in a text read as one means them.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
  ...rooms,
  {
    files: ["**/*.ts"],
    // Two methods with the five fields of Pulumi's requests.
    ignores: ["test/support/ProviderProcess.ts"],
    rules: { "max-params": ["error", 4] },
  },
  {
    files: ["**/*.ts"],
    ignores: ["test/**", "bench/**", "components/generated/**", ...LONG],
    rules: { "max-lines": ["error", 160] },
  },
  {
    files: ["**/*.{js,mjs,cjs}"],
    languageOptions: { globals },
  },
);
