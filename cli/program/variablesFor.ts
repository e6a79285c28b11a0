/** Words that cannot be a variable, or that the program uses itself. */
const RESERVED = new Set(
  `break case catch class const continue debugger default delete do else enum export extends false finally for function
  if implements import in instanceof interface let new null package private protected public return static super switch
  this throw true try typeof var void while with yield await async arguments eval undefined config docker pulumi dockwire
  resolve require module exports process console`.split(/\s+/),
);

/** A variable for each name: in camel case, none of them twice, none that is `used` already. */
export function variablesFor(names: readonly string[], used: Set<string>): Map<string, string> {
  return new Map(
    names.map((name) => {
      // A setting may be called as environment variables are.
      const plain = /^[A-Z0-9_]+$/.test(name) ? name.toLowerCase() : name;
      const camel = plain.replace(/[^A-Za-z0-9]+(.?)/g, (_, next: string) => next.toUpperCase()).replace(/^\d/, "_$&");
      const base = camel.charAt(0).toLowerCase() + camel.slice(1) || "_";
      let variable = base;
      for (let i = 2; used.has(variable) || RESERVED.has(variable); i++) variable = `${base}${i}`;
      used.add(variable);
      return [name, variable];
    }),
  );
}
