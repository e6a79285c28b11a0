import { visible } from "../../topology/drawing/escaped";
import type { LiveState } from "../protocol";
import type { Link } from "./source";

/** Where what is shown comes from, and whether it still does. */
export function StatusBar({ state, link }: { state: LiveState; link: Link }) {
  const { engine, stack, networks, containers, differences } = state;
  const problem = problemOf(state, link);
  const counts = [count(networks.size, "network"), count(containers.size, "container")];
  const name = stack?.name === undefined ? "the stack" : `stack ${stack.name}`;
  return (
    <header class="status">
      <h1>dockwire</h1>
      {link !== "still" && (
        <p class={`link ${problem ? "bad" : "good"}`} role="status">
          {problem ? "▲ not live" : "● live"}
        </p>
      )}
      <p>{counts.join(", ")}</p>
      {stack && !stack.problem && (
        <p class={differences.size ? "differs" : ""}>
          {differences.size ? `≠ ${count(differences.size, "difference")} from ${name}` : `= as ${name} has it`}
        </p>
      )}
      {engine && <p class="address">{visible(engine.address)}</p>}
      {problem && (
        <p class="problem" role="alert">
          {visible(problem)}
        </p>
      )}
      {stack?.problem && <p class="note">{`Not held against ${name}: ${sentence(stack.problem)}`}</p>}
    </header>
  );
}

function problemOf({ engine }: LiveState, link: Link): string | undefined {
  if (link === "refused")
    return "This address is no longer valid. Open the one that the running dockwire watch printed.";
  if (link === "trying") return "dockwire watch does not answer. What you see is from before; the page tries again.";
  if (engine?.state !== "lost") return undefined;
  return `The Engine does not answer. What you see is from before; dockwire tries again. ${sentence(engine.problem ?? "")}`;
}

/** One line out of what a command has said in several. */
function sentence(text: string): string {
  return visible(text.replace(/\s*\n\s*/g, " "));
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
