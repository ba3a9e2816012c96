const PLAIN = /^[\w@%+=:,./-]+$/;

/** One word for a POSIX shell. NUL cannot stand in one. */
export function quoteShell(text: string): string {
  return PLAIN.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
