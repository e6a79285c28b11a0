/** Signs of Unicode's private area, around the name of a variable whose value no program may hold. */
const OPEN = "\uE000";
const CLOSE = "\uE001";
const MARK = new RegExp(`${OPEN}([A-Za-z_][A-Za-z0-9_]*)${CLOSE}`);

const SECRET =
  /passw(or)?d|pass(phrase|code)|(^|_)pass($|_|\d)|pwd|secret|token|credential|(api|private|access|encryption)_?key/i;
/** A variable that names a file, or says yes or no, holds no secret. */
const OPEN_NAME = /_(FILE|PATH|DIR|URL|HOST|NAME|ID|TTL|EXPIRY|LENGTH)$/i;
const LOGIN_IN_ADDRESS = /:\/\/[^/\s:@]*:[^@\s/]+@/;
const NO_SECRET = /^(yes|no|true|false|on|off|[01])?$/i;

/** Whether a variable of this name holds what belongs to nobody else, as far as its name tells. */
export function isSecretName(name: string): boolean {
  return SECRET.test(name) && !OPEN_NAME.test(name);
}

/** Whether a variable's value, apart from what is marked in it, should not stand in a program. */
export function isSecret(name: string, value: string): boolean {
  const open = splitMarks(value)
    .filter((_, i) => i % 2 === 0)
    .join("");
  return (isSecretName(name) && !NO_SECRET.test(open)) || LOGIN_IN_ADDRESS.test(open);
}

/** Stands in a text for the value of a variable. */
export function mark(name: string): string {
  return `${OPEN}${name}${CLOSE}`;
}

/** A text in parts: plain ones at even places, names of variables at odd ones. */
export function splitMarks(text: string): string[] {
  return text.split(MARK);
}

/** A text for people: the variable's name in place of the mark. */
export function showMarks(text: string): string {
  return splitMarks(text)
    .map((part, i) => (i % 2 ? `\${${part}}` : part))
    .join("");
}
