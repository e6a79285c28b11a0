import assert from "node:assert/strict";
import { findProgram } from "../../sandbox/Command";
import { freePort } from "../support/freePort";
import { integrationSuite } from "../support/integrationSuite";
import { type Language, LANGUAGES, LanguagesProject } from "../support/LanguagesProject";
import { skip } from "../support/skip";
import { uniquePrefix } from "../support/uniquePrefix";

/** Building with an empty cache takes minutes. */
const BUILD_MS = 1_200_000;
const NEEDS: Readonly<Record<Language, readonly string[]>> = {
  TypeScript: [],
  YAML: [],
  Python: ["go", "python3"],
  Go: ["go"],
};
const missing = (language: Language) => NEEDS[language].filter((program) => !findProgram(program));

integrationSuite("The tutorial's topology", ["engine", "pulumi"], function (engine) {
  const prefix = uniquePrefix();
  let stack: LanguagesProject;
  let port = 0;

  before(async () => {
    port = await freePort();
    stack = await LanguagesProject.create({ prefix, config: { prefix, port } });
  });
  after(() => stack.dispose());

  for (const language of ["Python", "Go"] as const) {
    before(`the SDK for ${language} is made, and a program that uses it`, async function () {
      this.timeout(BUILD_MS);
      if (missing(language).length === 0) await stack.prepare(language);
    });
  }

  LANGUAGES.forEach((language, index) => {
    const next = LANGUAGES[(index + 1) % LANGUAGES.length] ?? language;
    const need = (context: Mocha.Context, ...languages: Language[]) => {
      const programs = languages.flatMap(missing);
      if (programs.length > 0) skip(context, `there is no ${programs.join(" and no ")} on PATH`);
    };

    it(`comes up from a program in ${language}, and the server answers under each alias`, async function () {
      need(this, language);
      const { outputs } = await stack.run(language, "up");
      assert.deepEqual(outputs, {
        members: [`${prefix}-redis`],
        printed: "PONG\n",
        url: `http://localhost:${port}`,
      });
      const networks = (await engine.container(`${prefix}-redis`))?.NetworkSettings.Networks ?? {};
      const aliases = (network: string) => (networks[`${prefix}-${network}`] as { Aliases: string[] }).Aliases;
      assert.deepEqual(
        Object.keys(networks).sort(),
        ["backend", "frontend", "frontend2"].map((name) => `${prefix}-${name}`),
      );
      assert.ok(aliases("frontend").includes("redis") && aliases("frontend2").includes("db"));
      const address = (networks[`${prefix}-backend`] as { IPAddress: string }).IPAddress;
      const client = await engine.container(`${prefix}-client`);
      assert.ok(client?.Config.Env.includes(`XXX_PORT_6379_TCP_ADDR=${address}`), client?.Config.Env.join());
      // What docker run --link writes into /etc/hosts: the link's name, the server's short id and its name.
      const [hosts] = (client?.HostConfig.ExtraHosts ?? []) as string[];
      assert.match(hosts ?? "", new RegExp(`^xxx [0-9a-f]{12} ${prefix}-redis:${address}$`));
    });

    it(`is no other one to a program in ${next}: it has the same URNs and inputs`, async function () {
      need(this, language, next);
      assert.deepEqual((await stack.run(next, "preview")).changes, {});
    });

    it(`stays as it is in a second update in ${language}, and goes without a trace`, async function () {
      need(this, language);
      assert.deepEqual((await stack.run(language, "up")).changes, {});
      await stack.run(language, "destroy");
      assert.deepEqual(await engine.list(prefix), { containers: [], networks: [], volumes: [] });
    });
  });
});
