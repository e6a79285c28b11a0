import { applied, type Delta } from "../delta";
import { NOTHING, type LiveState } from "../protocol";

/** How the page is doing itself: a picture of one moment, in touch with its command, trying to be, or turned away. */
export type Link = "still" | "live" | "trying" | "refused";

/** What the page hears: in its own document, or from the command that it came from. */
export function listen(onState: (state: LiveState) => void, onLink: (link: Link) => void): void {
  const shown = document.getElementById("shown")?.textContent;
  if (shown) {
    onLink("still");
    onState(applied(NOTHING, JSON.parse(shown) as Delta));
    return;
  }
  let state = NOTHING;
  let isDrawn = true;
  // Several deltas before the next picture of the screen are drawn in one.
  const draw = () => {
    if (!isDrawn) return;
    isDrawn = false;
    requestAnimationFrame(() => {
      isDrawn = true;
      onState(state);
    });
  };
  const events = new EventSource("events");
  events.addEventListener("open", () => onLink("live"));
  events.addEventListener("error", () => onLink(events.readyState === EventSource.CLOSED ? "refused" : "trying"));
  events.addEventListener("begin", () => {
    state = NOTHING;
  });
  events.addEventListener("message", ({ data }: MessageEvent<string>) => {
    state = applied(state, JSON.parse(data) as Delta);
    draw();
  });
}
