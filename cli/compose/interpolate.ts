/** Where values of variables come from. */
export interface Scope {
  /** A variable's value; undefined when it is not set. */
  readonly value: (name: string) => string | undefined;
  /** Hears of a variable that is not set and has no default: it counts as empty. */
  readonly unset: (name: string) => void;
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]*/;
const OPERATOR = /^(:?[-?+])/;

/** A text with `$NAME`, `${NAME}`, `${NAME:-word}` and their like replaced; `$$` stands for `$`, as one before anything else does. */
export function interpolate(source: string, scope: Scope): string {
  let result = "";
  for (let i = 0; i < source.length;) {
    const next = source.indexOf("$", i);
    if (next < 0) return result + source.slice(i);
    result += source.slice(i, next);
    const [value, length] = expansion(source.slice(next), scope);
    result += value;
    i = next + length;
  }
  return result;
}

/** What stands for the dollar sign that the text begins with, and how much of the text that is. */
function expansion(rest: string, scope: Scope): [string, number] {
  if (rest.startsWith("$$")) return ["$", 2];
  if (!rest.startsWith("${")) {
    const name = NAME.exec(rest.slice(1))?.[0];
    return name === undefined ? ["$", 1] : [plain(name, scope), name.length + 1];
  }
  const end = closing(rest);
  const inside = rest.slice(2, end);
  const name = NAME.exec(inside)?.[0];
  const after = inside.slice(name?.length ?? 0);
  const operator = OPERATOR.exec(after)?.[0] ?? "";
  if (name === undefined || (after !== "" && operator === "")) {
    throw new SyntaxError(`"${rest.slice(0, end + 1)}" is no variable; write $$ for a dollar sign`);
  }
  if (operator === "") return [plain(name, scope), end + 1];
  return [chosen(name, operator, after.slice(operator.length), scope), end + 1];
}

function plain(name: string, scope: Scope): string {
  const value = scope.value(name);
  if (value === undefined) scope.unset(name);
  return value ?? "";
}

function chosen(name: string, operator: string, word: string, scope: Scope): string {
  const value = scope.value(name);
  const isThere = value !== undefined && (operator.length === 1 || value !== "");
  if (operator.endsWith("+")) return isThere ? interpolate(word, scope) : "";
  if (isThere) return value;
  if (operator.endsWith("-")) return interpolate(word, scope);
  throw new SyntaxError(`the variable ${name} has to be set${word ? `: ${interpolate(word, scope)}` : ""}`);
}

/** The brace that ends the one the text begins with. */
function closing(rest: string): number {
  let depth = 0;
  for (let i = 1; i < rest.length; i++) {
    if (rest.startsWith("$$", i)) i++;
    else if (rest.startsWith("${", i)) depth++;
    else if (i === 1 && rest[i] === "{") depth++;
    else if (rest[i] === "}" && --depth === 0) return i;
  }
  throw new SyntaxError(`"${rest}" has no closing brace; write $$ for a dollar sign`);
}
