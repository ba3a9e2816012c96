/** A pattern that texts are tried on. */
export interface TextPattern {
  test(text: string): boolean;
}

/** The one place where patterns of comparators are compiled. Throws SyntaxError for what is no ECMAScript pattern. */
export function compileTextPattern(source: string): TextPattern {
  const pattern = new RegExp(source, 'u');
  return { test: (text) => pattern.test(text) };
}

export function isTextPattern(source: string): boolean {
  try {
    compileTextPattern(source);
    return true;
  } catch {
    return false;
  }
}
