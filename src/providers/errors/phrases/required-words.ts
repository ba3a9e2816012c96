/** As many letters of a word are looked at; a shorter word is looked at whole. */
export const WORD_KEY_CHARS = 4;

/** Beginnings of words of which a match must have one. */
export interface WordSet {
  readonly words: readonly string[];
  /** Whether a match may begin with them: then it may begin within a word, as in `\\ntoken expired` of an escaped text. */
  readonly leads: boolean;
}

/**
 * What a match of each of a pattern's alternatives must have, a word of every set: `/(?:daily|weekly) limit|too fast/`
 * gives `daily weekly` and `limit`, or `too` and `fast`. Understands what phrases are written in: letters, escapes,
 * classes, groups without captures, looks around, quantifiers. One pass: it is done for every phrase before the first
 * error is read.
 */
export function requiredWords(source: string): readonly (readonly WordSet[])[] {
  return readBranches({ source, at: 0 }).map(({ sets }) => sets);
}

interface Cursor {
  readonly source: string;
  at: number;
}

/** One of the alternatives of a group, or of the whole. */
interface Branch {
  readonly sets: readonly WordSet[];
  /** The letters that it begins with, `''` for none, and what they end at. */
  readonly first: string;
  readonly firstEnds: 'word' | 'letters' | 'branch';
  readonly endsWord: boolean;
}

/**
 * What one part of a pattern is: a letter or a digit, any other one character, an edge between both, a group, or
 * something that may be anything.
 */
type Part = 'letter' | 'mark' | 'edge' | 'group' | 'any' | 'nothing';

/** Reads up to the end, or past the parenthesis that closes the group. */
function readBranches(cursor: Cursor): readonly Branch[] {
  const branches = [readBranch(cursor)];
  while (cursor.source[cursor.at] === '|') {
    cursor.at += 1;
    branches.push(readBranch(cursor));
  }
  cursor.at += 1;
  return branches;
}

function readBranch(cursor: Cursor): Branch {
  const { source } = cursor;
  const sets: WordSet[] = [];
  let first = '';
  let firstEnds: Branch['firstEnds'] = 'branch';
  let word = '';
  let began = false;
  /** Whether nothing that must stand there has been read yet; and had been, before the word or the group. */
  let leads = true;
  let led = true;
  /** Whether the next letter begins a word, whatever the text is. */
  let begins = true;
  let endsWord = false;
  /** The group before, when what comes next may end its words. */
  let group: readonly Branch[] | null = null;

  const flush = (ends: boolean): void => {
    if (sets.length === 0 && first === '' && firstEnds === 'branch') {
      first = word;
      firstEnds = ends ? 'word' : 'letters';
    }
    if (began && isEnough(word, ends)) sets.push({ words: [word], leads: led });
    if (group !== null) {
      const words = group.map((branch) => wordOf(branch, ends));
      if (words.every((known) => known !== null)) sets.push({ words, leads: led });
    }
    word = '';
    began = false;
    group = null;
  };

  while (cursor.at < source.length && source[cursor.at] !== '|' && source[cursor.at] !== ')') {
    const char = source[cursor.at] ?? '';
    let branches: readonly Branch[] = [];
    let part: Part;
    if (char === '(') {
      const looks = /[!=<]/.test(source[cursor.at + 2] ?? '');
      cursor.at += looks ? 3 : source.startsWith('(?:', cursor.at) ? 3 : 1;
      branches = readBranches(cursor);
      part = looks ? 'nothing' : 'group';
    } else part = readPart(cursor);
    const times = readQuantifier(cursor);
    const optional = times === 'optional';
    if (part === 'nothing') continue;
    if (part === 'letter' && times === 'once') {
      if (group !== null) flush(false);
      if (word === '') {
        began = begins;
        led = leads;
      }
      word += source[cursor.at - 1]?.toLowerCase() ?? '';
      begins = false;
      leads = false;
      endsWord = false;
      continue;
    }
    endsWord = (part === 'mark' || part === 'edge') && !optional;
    flush(endsWord);
    if (part === 'edge') begins = true;
    else if (part === 'mark') begins = begins || !optional;
    else if (part === 'group') {
      if (!optional && begins) group = branches;
      led = leads;
      endsWord = !optional && branches.every((branch) => branch.endsWord);
      begins = (begins || !optional) && branches.every((branch) => branch.endsWord);
      leads = leads && !endsWord;
    } else begins = false;
    if (!optional && part !== 'group') leads = false;
  }
  const whole = firstEnds === 'branch' && sets.length === 0 && group === null;
  if (whole) first = word;
  if (began && isEnough(word, false)) sets.push({ words: [word], leads: led });
  if (group !== null) flush(false);
  return { sets, first, firstEnds, endsWord };
}

function isEnough(word: string, ends: boolean): boolean {
  return word !== '' && (ends || word.length >= WORD_KEY_CHARS);
}

function wordOf({ first, firstEnds }: Branch, closed: boolean): string | null {
  return isEnough(first, firstEnds === 'word' || (firstEnds === 'branch' && closed)) ? first : null;
}

function readPart(cursor: Cursor): Part {
  const { source } = cursor;
  const char = source[cursor.at] ?? '';
  cursor.at += 1;
  if (char === '[') return readClass(cursor);
  if (char === '.') return 'any';
  if (char === '^') return 'edge';
  if (char === '$') return 'nothing';
  if (char !== '\\') return isLetter(char) ? 'letter' : 'mark';
  const escaped = source[cursor.at] ?? '';
  cursor.at += 1;
  if (escaped === 'b') return 'edge';
  if (escaped === 'W' || escaped === 's') return 'mark';
  return isLetter(escaped) ? 'any' : 'mark';
}

/** A class of marks alone is a mark. */
function readClass(cursor: Cursor): Part {
  const { source } = cursor;
  let marks = source[cursor.at] !== '^';
  while (cursor.at < source.length && source[cursor.at] !== ']') {
    if (source[cursor.at] === '\\') cursor.at += 1;
    if (isLetter(source[cursor.at] ?? '')) marks = false;
    cursor.at += 1;
  }
  cursor.at += 1;
  return marks ? 'mark' : 'any';
}

function readQuantifier(cursor: Cursor): 'once' | 'optional' | 'repeated' {
  const { source } = cursor;
  const char = source[cursor.at];
  if (char !== '?' && char !== '*' && char !== '+' && char !== '{') return 'once';
  const none = char === '?' || char === '*' || source[cursor.at + 1] === '0';
  cursor.at = char === '{' ? source.indexOf('}', cursor.at) + 1 : cursor.at + 1;
  if (source[cursor.at] === '?') cursor.at += 1;
  return char !== '+' && none ? 'optional' : 'repeated';
}

function isLetter(char: string): boolean {
  const code = char.charCodeAt(0);
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
}
