import { type Engine } from "../engine/Engine";
import { say, step } from "../Step";
import { alpineImage } from "./AlpineImage";
import { exampleImage } from "./ExampleImage";
import { type ImagePlan, loadImages } from "./ImageArchive";
import { redisImage } from "./RedisImage";

const RECIPES: Record<string, () => Promise<ImagePlan[]>> = {
  "redis:latest": redisImage,
  "alpine:latest": alpineImage,
  "katacoda/redis-node-docker-example:latest": exampleImage,
};

/** Sees to it that the Engine has the images of the stack and of its tests. */
export async function ensureImages(engine: Engine): Promise<void> {
  const names = Object.keys(RECIPES);
  const present = await Promise.all(names.map((name) => hasImage(engine, name)));
  const absent = names.filter((_, index) => !present[index]);
  if (absent.length === 0) return say("images", `${names.join(", ")} are there`);
  const plans = (await Promise.all(absent.map((name) => RECIPES[name]()))).flat();
  await step("images", `loading ${plans.flatMap((plan) => plan.tags).join(", ")}`, () => loadImages(engine.api, plans));
}

async function hasImage(engine: Engine, name: string): Promise<boolean> {
  const { status, body } = await engine.api.request(`/images/${name}/json`);
  if (status === 200) return true;
  if (status === 404) return false;
  throw new Error(
    `The Docker Engine at ${engine.host} did not say whether it has ${name}: HTTP ${status} ${body.trim()}`,
  );
}
