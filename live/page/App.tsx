import { useEffect, useMemo, useState } from "preact/hooks";
import type { Subject } from "../../topology/drawing/Shape";
import { NOTHING, type LiveState } from "../protocol";
import { Announcer } from "./Announcer";
import { Details } from "./Details";
import { EVERYTHING, passing, type Filter } from "./filter";
import { FilterBar } from "./FilterBar";
import { History } from "./History";
import { PictureView } from "./PictureView";
import { listen, type Link } from "./source";
import { StatusBar } from "./StatusBar";
import { TableView } from "./TableView";

export type View = "picture" | "table";

/** The whole page. */
export function App() {
  const [state, setState] = useState<LiveState>(NOTHING);
  const [link, setLink] = useState<Link>("trying");
  const [filter, setFilter] = useState<Filter>(EVERYTHING);
  const [view, setView] = useState<View>("picture");
  const [selected, select] = useState<Subject | undefined>();
  useEffect(() => listen(setState, setLink), []);
  const shown = useMemo(() => passing(state, filter), [state, filter]);
  const isStale = link === "trying" || link === "refused" || state.engine?.state === "lost";
  const common = { state, shown, selected, select };
  const leave = ({ key }: KeyboardEvent) => {
    if (key === "Escape") select(undefined);
  };
  useEffect(() => {
    addEventListener("keydown", leave);
    return () => removeEventListener("keydown", leave);
  }, []);
  return (
    <>
      <StatusBar state={state} link={link} />
      <FilterBar {...{ state, shown, filter, setFilter, view, setView }} />
      <div class="columns">
        <main class={isStale ? "stale" : ""}>
          {view === "picture" ? <PictureView {...common} filter={filter} /> : <TableView {...common} />}
        </main>
        <aside aria-label="Details and history">
          <Details {...common} />
          {link !== "still" && <History history={state.history} select={select} />}
        </aside>
      </div>
      <Announcer history={state.history} />
    </>
  );
}
