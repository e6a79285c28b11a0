import { engineAddress } from "../../engine/engineAddress";
import type { Engine } from "../engine/Engine";
import { EngineApi } from "../engine/EngineApi";
import { say, step } from "../Step";
import { alpineImage } from "./AlpineImage";
import { exampleImage, exampleSource } from "./ExampleImage";
import { haproxyImage } from "./HaproxyImage";
import { type ImagePlan, loadImages } from "./ImageArchive";
import { buildExample, pull } from "./pull";
import { redisImage } from "./RedisImage";

const EXAMPLE = "katacoda/redis-node-docker-example:latest";

interface FoundImage {
  Config: { Labels?: Record<string, string> | null };
}

const RECIPES: Record<string, () => Promise<ImagePlan[]>> = {
  "redis:latest": redisImage,
  "alpine:latest": alpineImage,
  [EXAMPLE]: exampleImage,
};

/** Sees to it that the Engine has the images of the stack and of its tests: built here for ours, pulled for a user's. */
export async function ensureImages({ api, isPrivate }: Engine): Promise<void> {
  const absent = await (isPrivate ? staleImages(api) : absentImages(api));
  if (absent.length === 0) say("images", `${Object.keys(RECIPES).join(", ")} are there`);
  else if (isPrivate) await loadRecipes(api, absent);
  else for (const name of absent) await fetchImage(api, name);
}

/** Gives the sandbox's stand-ins of the images that are absent to any Engine, for example a second one for tests. */
export async function ensureSandboxImages(dockerHost: string): Promise<void> {
  const api = new EngineApi(engineAddress({ host: dockerHost }, {}));
  const absent = await staleImages(api);
  if (absent.length > 0) await loadRecipes(api, absent);
}

/** Gives the Engine a stand-in for haproxy if it has none: tests alone need one, so `npm start` builds none. */
export async function ensureHaproxy(): Promise<void> {
  const api = new EngineApi(engineAddress({}));
  if (!(await findImage(api, "haproxy:lts"))) await loadPlans(api, await haproxyImage());
}

async function loadRecipes(api: EngineApi, names: string[]): Promise<void> {
  await loadPlans(api, (await Promise.all(names.map((name) => RECIPES[name]()))).flat());
}

async function loadPlans(api: EngineApi, plans: ImagePlan[]): Promise<void> {
  await step("images", `loading ${plans.flatMap((plan) => plan.tags).join(", ")}`, () => loadImages(api, plans));
}

/** A failure is no end here: Pulumi pulls what it needs itself, and stack configuration may name other images. */
async function fetchImage(api: EngineApi, name: string): Promise<void> {
  try {
    await pull(api, name);
  } catch (error) {
    say("images", (error as Error).message);
    if (name !== EXAMPLE) return;
    await buildExample(api, name).catch((reason: Error) => say("images", reason.message));
  }
}

async function absentImages(api: EngineApi): Promise<string[]> {
  const names = Object.keys(RECIPES);
  const found = await Promise.all(names.map((name) => findImage(api, name)));
  return names.filter((_, index) => !found[index]);
}

/** What is absent, and the web app where its sources have changed since. */
async function staleImages(api: EngineApi): Promise<string[]> {
  const absent = await absentImages(api);
  const example = await findImage(api, EXAMPLE);
  const isStale = example && example.Config.Labels?.["dockwire.source"] !== exampleSource();
  return isStale ? [...absent, EXAMPLE] : absent;
}

async function findImage(api: EngineApi, name: string): Promise<FoundImage | undefined> {
  const { status, body } = await api.request(`/images/${name}/json`);
  if (status === 200) return JSON.parse(body) as FoundImage;
  if (status === 404) return undefined;
  throw new Error(
    `The Docker Engine at ${api.address.host} did not say whether it has ${name}: HTTP ${status} ${body.trim()}`,
  );
}
