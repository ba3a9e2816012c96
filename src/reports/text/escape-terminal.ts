/**
 * What is obeyed or not seen: C0 without tab and line feed, DEL, C1, the bidi controls of UAX #9, the line and paragraph
 * separators, lone surrogates, and whatever Unicode says may be ignored: soft hyphens, fillers, selectors, tags.
 */
const UNSEEN =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\u2800\ufff9-\ufffb\p{Default_Ignorable_Code_Point}\p{Cs}]/gu;

/** Joiners are part of how some scripts and emoji are spelled, and a selector of an emoji. Elsewhere they hide. */
const BEFORE_JOINER = /[[[\p{L}\p{M}]--\p{ASCII}]\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f]$/v;
const BEFORE_SELECTOR = /[\p{Extended_Pictographic}#*0-9]$/u;
const KEYCAP = '\u20e3';

function isPartOfSpelling(character: string, before: string, after: string): boolean {
  if (character === '\u200c' || character === '\u200d') return BEFORE_JOINER.test(before);
  if (character !== '\ufe0f' || !BEFORE_SELECTOR.test(before)) return false;
  return after === KEYCAP || !/[#*0-9]$/.test(before);
}

const SHORT: Readonly<Record<string, string>> = { '\r': '\\r', '\u001b': '\\e' };

/** Shows what a terminal would obey, or not show. Tabs and line feeds stay. */
export function escapeTerminal(text: string): string {
  return text.replace(UNSEEN, (character, at: number) =>
    isPartOfSpelling(character, text.slice(Math.max(0, at - 2), at), text.charAt(at + 1))
      ? character
      : escapeCharacter(character),
  );
}

/** The same on one line. */
export function escapeTerminalLine(text: string): string {
  return escapeTerminal(text).replaceAll('\n', '\\n').replaceAll('\t', '\\t');
}

/**
 * A text of which a CI takes no line for a command of its own: https://docs.github.com/actions/reference/workflow-commands
 * (where spaces stand before it too) and https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands.
 */
export function disarmCommands(text: string): string {
  return text.replaceAll(/^([^\S\n]*):(?=:)/gm, '$1\\x3a').replaceAll(/##(?=(?:vso)?\[)/g, '#\\x23');
}

/** JSON with the same values, in which everything can be seen. */
export function escapeJson(json: string): string {
  return json.replace(UNSEEN, (character) =>
    // Below it only white space between values can stand as it is.
    character < ' ' ? character : Array.from(character.split(''), (unit) => spellUnit(unit)).join(''),
  );
}

const UNSEEN_RUN = new RegExp(`(${UNSEEN.source}+)`, 'gu');

/** A text in pieces: of what shows, and of what does not. */
export function splitAtUnseen(text: string): readonly { readonly part: string; readonly unseen: boolean }[] {
  return text
    .split(UNSEEN_RUN)
    .map((part, at) => ({ part, unseen: at % 2 === 1 }))
    .filter(({ part }) => part !== '');
}

function spellUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function escapeCharacter(character: string): string {
  return SHORT[character] ?? spell(character.codePointAt(0) ?? 0);
}

function spell(code: number): string {
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`;
}
