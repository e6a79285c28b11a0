import type { ComponentChildren } from "preact";
import { statusOf } from "../../topology/drawing/containerShape";
import { visible } from "../../topology/drawing/escaped";
import { subjectKey, type Subject } from "../../topology/drawing/Shape";
import { sortedBy, type Connection, type TopologyContainer } from "../../topology/Topology";
import type { LiveState } from "../protocol";

export interface ViewProps {
  readonly state: LiveState;
  /** Names of what passes the filter. */
  readonly shown: { readonly containers: ReadonlySet<string>; readonly networks: ReadonlySet<string> };
  readonly selected: Subject | undefined;
  readonly select: (subject: Subject | undefined) => void;
}

const COLUMNS = ["Network", "Container", "Aliases", "Addresses", "Status", "Ports"];

/** Networks with their members, as text. */
export function TableView(props: ViewProps) {
  const { state, shown } = props;
  const networks = sortedBy([...state.networks.keys()], (name) => name).filter((name) => shown.networks.has(name));
  const containers = sortedBy([...state.containers.values()], ({ name }) => name).filter(({ name }) =>
    shown.containers.has(name),
  );
  const loose = containers.filter(({ connections }) => connections.length === 0);
  return (
    <div class="scroll" role="region" aria-label="Networks and their members" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {[...COLUMNS, ...(state.differences.size ? ["Differs"] : [])].map((title) => (
              <th scope="col" key={title}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        {networks.map((network) => (
          <NetworkRows key={network} {...props} network={network} containers={containers} />
        ))}
        {loose.length > 0 && (
          <tbody>
            {loose.map((container, i) => (
              <Row
                {...props}
                key={container.name}
                container={container}
                head={i === 0 && <Head rows={loose.length}>no network</Head>}
              />
            ))}
          </tbody>
        )}
      </table>
    </div>
  );
}

interface NetworkRowsProps extends ViewProps {
  readonly network: string;
  readonly containers: readonly TopologyContainer[];
}

function NetworkRows({ network, containers, ...props }: NetworkRowsProps) {
  const members = containers.flatMap((container) => {
    const connection = container.connections.find((one) => one.network === network);
    return connection ? [{ container, connection }] : [];
  });
  const difference = props.state.differences.get(subjectKey({ kind: "network", network }));
  const head = (
    <Head rows={Math.max(1, members.length)}>
      <Choice {...props} subject={{ kind: "network", network }} label={network} />
      {difference && <span class="differs">≠ {visible(difference.text)}</span>}
    </Head>
  );
  return (
    <tbody>
      {members.map((member, i) => (
        <Row {...props} {...member} key={member.container.name} head={i === 0 && head} />
      ))}
      {members.length === 0 && (
        <tr>
          {head}
          <td colSpan={COLUMNS.length}>no containers</td>
        </tr>
      )}
    </tbody>
  );
}

interface RowProps extends ViewProps {
  readonly container: TopologyContainer;
  readonly connection?: Connection;
  readonly head: ComponentChildren;
}

function Row({ container, connection, head, ...props }: RowProps) {
  const { name, ports } = container;
  const subjects: Subject[] = [
    ...(connection ? [{ kind: "connection", container: name, network: connection.network } as const] : []),
    { kind: "container", container: name },
  ];
  const texts = subjects.flatMap((subject) => props.state.differences.get(subjectKey(subject))?.text ?? []);
  return (
    <tr>
      {head}
      <td>
        <Choice {...props} subject={{ kind: "container", container: name }} label={name} />
      </td>
      <td>{visible(connection?.aliases.join(", ") ?? "")}</td>
      <td>{connection?.addresses.join(" ")}</td>
      <td>{statusOf(container)}</td>
      <td>{visible(ports.join(" "))}</td>
      {props.state.differences.size > 0 && (
        <td class="differs">{texts.length > 0 && `≠ ${visible(texts.join("; "))}`}</td>
      )}
    </tr>
  );
}

function Head({ rows, children }: { rows: number; children: ComponentChildren }) {
  return (
    <th scope="rowgroup" rowSpan={rows}>
      {children}
    </th>
  );
}

function Choice({ subject, label, selected, select }: ViewProps & { subject: Subject; label: string }) {
  const isSelected = selected !== undefined && subjectKey(selected) === subjectKey(subject);
  return (
    <button type="button" class="link" aria-pressed={isSelected} onClick={() => select(subject)}>
      {visible(label)}
    </button>
  );
}
