import type { Alteration, AlterationClass } from './alteration.ts';
import type { Passage, Subject } from './subject.ts';

const REPLACEMENT = '\uFFFD';
const MOST_A_PASSAGE = 3;

/** Where a stream of bytes was cut inside a character: each of some, and at best one that takes several bytes. */
function* replaceCharacters({ passages, random }: Subject): Generator<Alteration> {
  for (const { at, text, withText } of passages) {
    const characters = [...text];
    const wide = characters.flatMap((character, index) => (character > '\u007F' ? [index] : []));
    const letters = characters.flatMap((character, index) => (/\p{L}/u.test(character) ? [index] : []));
    const candidates = wide.length > 0 ? wide : letters;
    for (let left = Math.min(MOST_A_PASSAGE, candidates.length); left > 0; left -= 1) {
      const index = candidates[Math.floor(random() * candidates.length)] ?? 0;
      const changed = characters.with(index, REPLACEMENT).join('');
      yield { at, what: `character ${index} became U+FFFD`, answer: () => withText(changed) };
    }
  }
}

/** UTF-8 read as if each byte were a character. */
function mojibake(text: string): string {
  return [...new TextEncoder().encode(text)].map((byte) => String.fromCharCode(byte)).join('');
}

/** What some layer does to the characters of a text, by the name of it. */
const LAYERS: Readonly<Record<string, (text: string) => string>> = {
  'its bytes were read as Latin-1': mojibake,
  'its accents were composed anew': (text) =>
    text === text.normalize('NFC') ? text.normalize('NFD') : text.normalize('NFC'),
  'its joiners and variation marks are gone': (text) =>
    text.replaceAll(/\u200D|\uFE0F|\p{Emoji_Modifier}/gu, ''),
  'its accents are gone': (text) => text.normalize('NFD').replaceAll(/\p{M}/gu, ''),
  'what is not ASCII is gone': (text) => text.replaceAll(/\P{ASCII}/gu, '?'),
  'characters beyond the first plane are gone': (text) => text.replaceAll(/[\u{10000}-\u{10FFFF}]/gu, ''),
};

/** What some layer does to a text that it takes for markup or for code. */
const ESCAPES: Readonly<Record<string, (text: string) => string>> = {
  'it is escaped as HTML': (text) =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
  'its line breaks are escaped twice': (text) => text.replaceAll('\n', String.raw`\n`),
  'its characters are escaped twice': (text) => text.replaceAll(/\P{ASCII}/gu, (wide) => escapeUnits(wide)),
  'its quotes are escaped twice': (text) => text.replaceAll(/["']/g, String.raw`\$&`),
};

function escapeUnits(text: string): string {
  return text
    .split('')
    .map((unit) => String.raw`\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}

function layered(layers: typeof LAYERS): (subject: Subject) => Generator<Alteration> {
  return function* alter({ passages }) {
    for (const [what, change] of Object.entries(layers))
      for (const passage of passages) yield* changed(passage, what, change(passage.text));
  };
}

function* changed({ at, text, withText }: Passage, what: string, other: string): Generator<Alteration> {
  if (other !== text) yield { at, what, answer: () => withText(other) };
}

export const CHARACTER_CLASSES: readonly AlterationClass[] = [
  {
    name: 'character/replaced',
    kind: 'value',
    means: 'a character came as U+FFFD, as where a stream was cut inside it',
    alter: replaceCharacters,
  },
  {
    name: 'character/recoded',
    kind: 'value',
    means: 'characters were read, composed or dropped by a layer that knows them not',
    alter: layered(LAYERS),
  },
  {
    name: 'character/escaped',
    kind: 'value',
    means: 'a text is escaped once too often',
    alter: layered(ESCAPES),
  },
];
