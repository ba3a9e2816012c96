// C0 without tab and line feed, DEL, C1, the bidi controls of UAX #9, the line and paragraph separators, the
// invisible tag characters, the BOM and lone surrogates: whatever moves a cursor, reorders or hides text.
const HOSTILE =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}\p{Cs}]/gu;

const SHORT: Readonly<Record<string, string>> = { '\r': '\\r', '\u001b': '\\e' };

/** Shows what a terminal would obey. Tabs and line feeds stay. */
export function escapeTerminal(text: string): string {
  return text.replace(HOSTILE, escapeCharacter);
}

/** The same on one line. */
export function escapeTerminalLine(text: string): string {
  return escapeTerminal(text).replaceAll('\n', '\\n').replaceAll('\t', '\\t');
}

function escapeCharacter(character: string): string {
  return SHORT[character] ?? spell(character.codePointAt(0) ?? 0);
}

function spell(code: number): string {
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`;
}
