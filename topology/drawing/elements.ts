import type { Box, Point } from "../layout/Layout";
import type { Shape, Subject } from "./Shape";

/** Shapes of one class name, drawn one over the other. */
export function group(name: string, children: readonly Shape[], subject?: Subject): Shape {
  const attributes = { class: name.trim().replace(/\s+/g, " ") };
  return { tag: "g", attributes, children, ...(subject ? { subject } : {}) };
}

/** The same shapes at another place. */
export function placed(shape: Shape, { x, y }: Point): Shape {
  return { ...shape, attributes: { ...shape.attributes, transform: `translate(${round(x)} ${round(y)})` } };
}

export function element(tag: string, attributes: Readonly<Record<string, string | number>>): Shape {
  const rounded = Object.entries(attributes).map(([name, value]) => [
    name,
    typeof value === "number" ? round(value) : value,
  ]);
  return { tag, attributes: Object.fromEntries(rounded) as Shape["attributes"], children: [] };
}

export function rectangle({ x, y, width, height }: Box, rx: number): Shape {
  return element("rect", { x, y, width, height, rx });
}

export function text({ x, y }: Point, name: string, content: string): Shape {
  return { ...element("text", { class: name, x, y }), children: [content] };
}

export function titled(content: string): Shape {
  return { tag: "title", attributes: {}, children: [content] };
}

/** A line from point to point. */
export function lineThrough(path: readonly Point[]): Shape {
  const d = path.map(({ x, y }, i) => `${i ? "L" : "M"}${round(x)} ${round(y)}`).join("");
  return { tag: "path", attributes: { class: "line", d }, children: [] };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
