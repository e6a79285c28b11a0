import { ensureEngine } from "./engine/Engine";
import { ensureImages } from "./images/Images";

export async function run(verb: string | undefined, _args: string[]): Promise<number> {
  const engine = await ensureEngine();
  await ensureImages(engine);
  console.log(`export DOCKER_HOST=${engine.host}`);
  return verb ? 0 : 2;
}
