import type { LiveState } from "../protocol";
import type { View } from "./App";
import { isFiltering, type Filter } from "./filter";

interface FilterBarProps {
  readonly state: LiveState;
  readonly shown: { readonly containers: ReadonlySet<string> };
  readonly filter: Filter;
  readonly setFilter: (filter: Filter) => void;
  readonly view: View;
  readonly setView: (view: View) => void;
}

/** What to show, and in which form. */
export function FilterBar({ state, shown, filter, setFilter, view, setView }: FilterBarProps) {
  const box = (key: "onlyStack" | "onlyDifferences" | "onlyTroubled", label: string) => (
    <label>
      <input
        type="checkbox"
        checked={filter[key]}
        onChange={({ currentTarget }) => setFilter({ ...filter, [key]: currentTarget.checked })}
      />
      {label}
    </label>
  );
  const choice = (one: View, label: string) => (
    <label>
      <input type="radio" name="view" checked={view === one} onChange={() => setView(one)} />
      {label}
    </label>
  );
  return (
    <search class="tools">
      <label class="words">
        Filter
        <input
          type="search"
          placeholder="name, alias, image, address, port"
          value={filter.text}
          onInput={({ currentTarget }) => setFilter({ ...filter, text: currentTarget.value })}
        />
      </label>
      {state.owned.size > 0 && box("onlyStack", "only the stack")}
      {state.differences.size + Number(filter.onlyDifferences) > 0 && box("onlyDifferences", "only differences")}
      {box("onlyTroubled", "only unhealthy or stopped")}
      <p role="status">
        {isFiltering(filter) ? `${shown.containers.size} of ${state.containers.size} containers` : ""}
      </p>
      <fieldset>
        <legend class="unseen">Show as</legend>
        {choice("picture", "Picture")}
        {choice("table", "Table")}
      </fieldset>
    </search>
  );
}
