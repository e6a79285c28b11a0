import type { Engine } from "../engine/Engine";

/** A container as the Engine lists it. */
export interface Listed {
  Id: string;
  Names: string[];
}

/** The containers of any stack of dockwire that are in one of these states. Whose each is, the states of stacks tell. */
export async function stackContainers(engine: Engine, status: string[]): Promise<Listed[]> {
  const filters = JSON.stringify({ label: ["dockwire.stack"], status });
  const answer = await engine.api.request(`/containers/json?all=1&filters=${encodeURIComponent(filters)}`);
  if (answer.status !== 200)
    throw new Error(`The Docker Engine at ${engine.host} did not list its containers: ${answer.body.trim()}`);
  return JSON.parse(answer.body) as Listed[];
}
