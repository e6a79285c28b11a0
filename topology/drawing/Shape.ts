import { escaped } from "./escaped";

/** An element of a picture, as data: written as SVG text here, and kept up to date in a page by whatever draws there. */
export interface Shape {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly children: readonly (Shape | string)[];
  /** What of the topology it stands for, if it can be pointed at. */
  readonly subject?: Subject;
}

/** A part of a topology. */
export type Subject =
  | { readonly kind: "network"; readonly network: string }
  | { readonly kind: "container"; readonly container: string }
  | { readonly kind: "connection"; readonly container: string; readonly network: string };

/** One text for one subject. */
export function subjectKey(subject: Subject): string {
  const network = "network" in subject ? subject.network : "";
  return [subject.kind, "container" in subject ? subject.container : "", network].join("\n");
}

/** The SVG text of a shape. */
export function markup({ tag, attributes, children }: Shape): string {
  const given = Object.entries(attributes).map(([name, value]) => ` ${name}="${escaped(String(value))}"`);
  if (children.length === 0) return `<${tag}${given.join("")}/>`;
  const content = children.map((child) => (typeof child === "string" ? escaped(child) : markup(child)));
  return `<${tag}${given.join("")}>${content.join("")}</${tag}>`;
}
