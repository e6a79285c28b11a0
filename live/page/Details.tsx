import { statusOf } from "../../topology/drawing/containerShape";
import { visible } from "../../topology/drawing/escaped";
import { subjectKey, type Subject } from "../../topology/drawing/Shape";
import { shortImage } from "../../topology/groupContainers";
import type { TopologyContainer } from "../../topology/Topology";
import type { LiveState } from "../protocol";
import { CommandLine } from "./CommandLine";
import { commandsFor } from "./commands";
import { titleOf } from "./names";

interface DetailsProps {
  readonly state: LiveState;
  readonly selected: Subject | undefined;
  readonly select: (subject: Subject | undefined) => void;
}

/** What is selected, what differs about it, and what one would type. */
export function Details({ state, selected, select }: DetailsProps) {
  if (!selected) {
    return (
      <section class="details">
        <h2>Details</h2>
        <p class="hint">Select a network, a container or a line.</p>
      </section>
    );
  }
  const isThere =
    "container" in selected ? state.containers.has(selected.container) : state.networks.has(selected.network);
  const commands = commandsFor(selected, state);
  return (
    <section class="details">
      <h2>
        <span class="kind">{selected.kind}</span> {titleOf(selected)}
      </h2>
      {!isThere && <p class="differs">It is there no more.</p>}
      {differencesOf(selected, state).map((text) => (
        <p class="differs" key={text}>
          ≠ {visible(text)}
        </p>
      ))}
      <Facts {...{ state, selected, select }} />
      {commands.length > 0 && <h3>What you would type</h3>}
      {commands.map((command) => (
        <CommandLine key={command.line} {...command} />
      ))}
    </section>
  );
}

function Facts({ state, selected, select }: DetailsProps) {
  if (!selected) return null;
  if (selected.kind === "network") return <NetworkFacts {...{ state, select }} network={selected.network} />;
  const container = state.containers.get(selected.container);
  return container ? <ContainerFacts container={container} select={select} /> : null;
}

function ContainerFacts({ container, select }: { container: TopologyContainer; select: DetailsProps["select"] }) {
  const { name, image, ports, connections, uses = [], service } = container;
  return (
    <dl>
      <dt>Status</dt>
      <dd>{statusOf(container)}</dd>
      <dt>Image</dt>
      <dd>{visible(shortImage(image)) || "unknown"}</dd>
      {service !== undefined && <dt>Service</dt>}
      {service !== undefined && <dd>{visible(service)}</dd>}
      {ports.length > 0 && <dt>Ports</dt>}
      {ports.map((port) => (
        <dd key={port}>{visible(port)}</dd>
      ))}
      {uses.length > 0 && <dt>Uses</dt>}
      {uses.map((server) => (
        <dd key={server}>
          <Link subject={{ kind: "container", container: server }} label={server} select={select} />
        </dd>
      ))}
      <dt>Networks</dt>
      {connections.length === 0 && <dd>none</dd>}
      {connections.map(({ network, aliases, addresses }) => (
        <dd key={network}>
          <Link subject={{ kind: "connection", container: name, network }} label={network} select={select} />
          {addresses.map((address) => ` ${address}`)}
          {aliases.length > 0 && visible(` as ${aliases.join(", ")}`)}
        </dd>
      ))}
    </dl>
  );
}

function NetworkFacts({ state, network: name, select }: Omit<DetailsProps, "selected"> & { network: string }) {
  const network = state.networks.get(name);
  const members = [...state.containers.values()].filter(({ connections }) =>
    connections.some((one) => one.network === name),
  );
  return (
    <dl>
      <dt>Driver</dt>
      <dd>{[network?.driver ?? "unknown", network?.internal ? "internal" : ""].filter(Boolean).join(", ")}</dd>
      <dt>Subnets</dt>
      <dd>{network?.subnets.join(", ") || "unknown"}</dd>
      <dt>Containers</dt>
      {members.length === 0 && <dd>none</dd>}
      {members.map((member) => (
        <dd key={member.name}>
          <Link subject={{ kind: "container", container: member.name }} label={member.name} select={select} />
          {` ${statusOf(member)}`}
        </dd>
      ))}
    </dl>
  );
}

function Link({ subject, label, select }: { subject: Subject; label: string; select: DetailsProps["select"] }) {
  return (
    <button type="button" class="link" onClick={() => select(subject)}>
      {visible(label)}
    </button>
  );
}

/** Of a container also what differs about its connections. */
function differencesOf(selected: Subject, { differences }: LiveState): string[] {
  const own = differences.get(subjectKey(selected));
  const further = [...differences.values()].flatMap(({ subject, text }) =>
    selected.kind === "container" && subject.kind === "connection" && subject.container === selected.container
      ? [`on ${subject.network}: ${text}`]
      : [],
  );
  return [...(own ? [own.text] : []), ...further];
}
