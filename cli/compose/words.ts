/** The words of a command line, as Compose splits it: quotes and backslashes count, but no shell runs. */
export function words(line: string): string[] {
  const found: string[] = [];
  let word: string | undefined;
  let quote: string | undefined;
  for (let i = 0; i < line.length; i++) {
    const sign = line[i] ?? "";
    if (quote === "'") {
      if (sign === quote) quote = undefined;
      else word = (word ?? "") + sign;
    } else if (sign === "\\") {
      i++;
      word = (word ?? "") + (line[i] ?? "");
    } else if (sign === quote) {
      quote = undefined;
    } else if (quote === undefined && /["']/.test(sign)) {
      quote = sign;
      word ??= "";
    } else if (quote === undefined && /\s/.test(sign)) {
      if (word !== undefined) found.push(word);
      word = undefined;
    } else if (quote === undefined && /[;&|<>]/.test(sign)) {
      // Compose reads no further either.
      break;
    } else {
      word = (word ?? "") + sign;
    }
  }
  if (quote !== undefined) throw new SyntaxError(`a quotation mark (${quote}) has no other one`);
  return word === undefined ? found : [...found, word];
}

/** Whether Compose stops in the middle of a command line, at a sign that a shell would act on. */
export function isCutShort(line: string): boolean {
  return /[;&|<>]/.test(line.replace(/\\[^]|'[^']*'|"(?:[^"\\]|\\[^])*"/g, ""));
}
