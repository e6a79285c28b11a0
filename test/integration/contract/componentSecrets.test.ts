import assert from "node:assert/strict";
import { integrationSuite } from "../../support/integrationSuite";
import type { Inputs } from "./Example";
import { ComponentLayout, ComponentName, ComponentStack } from "./ComponentStack";

/** Nothing else in a state or a log reads like it, and a password may be so. */
const MARK = "Zq7wXsecretXk3v9";

type Case = [title: string, component: ComponentName, inputs: (secret: unknown) => Inputs];

/** Each input that may hold a secret, alone. */
const cases: Case[] = [
  ["RedisServer's password", "RedisServer", (password) => ({ password })],
  ["RedisServer's adminPassword", "RedisServer", (adminPassword) => ({ adminPassword })],
  ["the password of an ExistingRedis, which ClientApp uses", "ExistingRedis", (password) => ({ password })],
  ["ClientApp's environment", "ClientApp", (secret) => ({ environment: { TOKEN: secret } })],
  ["ClientApp's command", "ClientApp", (secret) => ({ command: ["sh", "-c", "sleep 100000", secret] })],
  ["AppNetwork's labels", "AppNetwork", (secret) => ({ labels: { token: secret } })],
  ["AppNetwork's options", "AppNetwork", (secret) => ({ options: { "com.example.token": secret } })],
];
integrationSuite("The contract of components' secrets", ["engine", "pulumi"], () => {
  let stack: ComponentStack;

  before(async () => {
    stack = await ComponentStack.create();
  });
  after(() => stack.dispose());

  for (const [i, [title, component, inputs]] of cases.entries()) {
    it(`${title}: nowhere in clear`, async () => {
      const mark = `${MARK}${i}`;
      const layout: ComponentLayout = { inputs: { [component]: inputs({ "fn::secret": mark }) } };
      const run = await stack.up(layout, "--diff");
      const second = await stack.up(layout, "--refresh", "--diff");
      const outputs = await stack.project.pulumi.pulumi([
        "stack",
        "output",
        "--json",
        "--stack",
        stack.project.pulumi.stack,
      ]);
      const texts = {
        update: run.text,
        "second update": second.text,
        state: await stack.project.stateText(),
        outputs: outputs.text,
        ...stack.eventLogs(),
      };
      const told = Object.entries(texts).flatMap(([where, text]) => (text.includes(mark) ? [where] : []));
      assert.deepEqual(told, []);
      assert.ok(run.succeeded, run.text);
      assert.ok(second.succeeded, second.text);
    });
  }

  for (const [title, component, inputs] of cases.filter(([title]) => /^RedisServer's/.test(title))) {
    it(`${title}: not in the text that refuses it`, async () => {
      const run = await stack.preview({ inputs: { [component]: inputs({ "fn::secret": `${MARK} with spaces` }) } });
      assert.equal(run.succeeded, false);
      assert.match(run.text, /a password has no spaces/);
      assert.ok(!run.text.includes(MARK), "the text holds it");
    });
  }
});
