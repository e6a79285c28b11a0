import type { Environment } from "../Environment";
import { askPulumi } from "../Pulumi";
import { say } from "../Step";
import { stackContainers } from "./stackContainers";
import { type Deployment, shouldRun, StateFile } from "./StateFile";

/**
 * Starts containers of the stack that have stopped, as after a restart of the machine or its Engine. Pulumi would take
 * them for running; after a refresh it would replace them, and what is only in the old ones would be lost.
 */
export async function startStoppedContainers(environment: Environment, stack: string): Promise<void> {
  const { engine } = environment;
  const stopped = await stackContainers(engine, ["exited", "dead", "created"]);
  if (stopped.length === 0) return;
  const { resources = [] } = StateFile.of(environment, stack)?.read() ?? (await exportState(environment, stack));
  const running = resources.filter((resource) => resource.type.startsWith("docker:") && shouldRun(resource));
  // In the order of the state, where what others need comes before them.
  for (const { id } of running) {
    const container = stopped.find(({ Id }) => Id === id);
    if (!container) continue;
    const name = container.Names[0].slice(1);
    say("state", `starting the container ${name}, which has stopped`);
    const answer = await engine.api.request(`/containers/${container.Id}/start`, { method: "POST" });
    if (answer.status < 400) continue;
    throw new Error(
      `Could not start the stopped container ${name}: the Docker Engine answered HTTP ${answer.status} ${answer.body.trim()}. ` +
        `See \`docker logs ${name}\`, or remove the container: the next start makes it again.`,
    );
  }
}

async function exportState(environment: Environment, stack: string): Promise<Deployment> {
  const exported = await askPulumi(environment, ["stack", "export", "--stack", stack]);
  return (JSON.parse(exported) as { deployment: Deployment }).deployment;
}
