import { h, type ComponentChildren, type VNode } from "preact";
import { visible } from "../../topology/drawing/escaped";
import { subjectKey, type Shape, type Subject } from "../../topology/drawing/Shape";
import type { LiveState } from "../protocol";
import { spoken } from "./names";

interface ShapeViewProps {
  readonly shape: Shape;
  readonly state: LiveState;
  /** Class names more. */
  readonly marks: string;
  readonly isSelected: boolean;
  /** Whether the tab key stops here. */
  readonly isStop: boolean;
  readonly onSelect: (subject: Subject) => void;
  readonly onFocus: (key: string) => void;
}

/** A shape in the page; one that stands for something is a button. */
export function ShapeView({ shape, state, marks, isSelected, isStop, onSelect, onFocus }: ShapeViewProps) {
  const { subject } = shape;
  if (!subject) return elementOf(shape);
  const key = subjectKey(subject);
  return h(
    shape.tag,
    {
      ...shape.attributes,
      class: `${shape.attributes.class ?? ""} ${marks} ${isSelected ? "selected" : ""}`,
      role: "button",
      tabindex: isStop ? 0 : -1,
      "aria-pressed": isSelected,
      "aria-label": spoken(subject, writtenIn(shape), state),
      "data-key": key,
      onClick: () => onSelect(subject),
      onFocus: () => onFocus(key),
      onKeyDown: (event: KeyboardEvent) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        onSelect(subject);
      },
    },
    // Spaces, as words that stand apart are no one word to those who listen either.
    shape.children.flatMap((child) => [contentOf(child), " "]),
  );
}

/** The words in a shape, as they stand there. */
function writtenIn({ children }: Shape): string[] {
  return children.flatMap((child) =>
    typeof child !== "string" && child.tag === "text" ? child.children.map(String) : [],
  );
}

/** A shape that stands for nothing. */
export function ShapeContent({ shape }: { shape: Shape }) {
  return elementOf(shape);
}

function elementOf({ tag, attributes, children }: Shape): VNode {
  return h(tag, attributes, children.map(contentOf));
}

function contentOf(child: Shape | string): ComponentChildren {
  return typeof child === "string" ? visible(child) : elementOf(child);
}
