import ts from "typescript";
import type { Json } from "./componentTypes";

/** A doc comment with its default, as a schema's description. */
export function described(member: ts.PropertySignature): Json {
  const [doc] = ts.getJSDocCommentsAndTags(member);
  if (!doc || !ts.isJSDoc(doc)) return {};
  const text = ts.getTextOfJSDocComment(doc.comment) ?? "";
  const standard = doc.tags?.find(({ tagName }) => tagName.text === "default");
  const value = standard && ts.getTextOfJSDocComment(standard.comment)?.replace(/^"(.*)"$/, "`$1`");
  const sentence = value ? `Default: ${value}.` : "";
  const description = [text, sentence].filter(Boolean).join(" ").replace(/\s+/g, " ").trim();
  return description ? { description } : {};
}
