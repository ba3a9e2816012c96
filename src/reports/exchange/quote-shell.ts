import { splitAtUnseen } from '../text/escape-terminal.ts';

/** What begins with two colons would be a command of a CI. */
const PLAIN = /^(?!::)[\w@%+=:,./-]+$/;

const VARIABLE = /^[A-Za-z_]\w*$/;

/** The name of a shell's variable, or another where it is none. */
export function safeVariable(name: string, otherwise: string): string {
  return VARIABLE.test(name) ? name : otherwise;
}

/**
 * One word for a POSIX shell, in which everything can be seen: what would not show is made by `printf`. NUL cannot stand
 * in one.
 */
export function quoteShell(text: string): string {
  if (PLAIN.test(text)) return text;
  const parts = splitAtUnseen(text).map(({ part, unseen }) => (unseen ? printed(part) : quoted(part)));
  return parts.length === 0 ? "''" : parts.join('');
}

function quoted(text: string): string {
  // A line that begins with a quote is no command of a CI.
  return `'${text.replaceAll("'", `'\\''`).replaceAll(/\n(?=[^\S\n]*::)/g, "\n''")}'`;
}

/** An octal escape is a byte: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/printf.html */
function printed(text: string): string {
  const octal = Array.from(Buffer.from(text, 'utf8'), (byte) => `\\${byte.toString(8).padStart(3, '0')}`);
  return `"$(printf '${octal.join('')}')"`;
}
