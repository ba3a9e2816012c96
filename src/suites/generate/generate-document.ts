import { seededRandom } from '../../stats/seeded-random.ts';
import { compilePattern, draw, pick } from './compile-pattern.ts';
import type { DocumentSpec } from './document-spec.ts';
import { WRITINGS } from './writings.ts';
import type { Writing } from './writing.ts';

/** Monday, 6 January 2025, 06:00: the first entry of every document. */
const BEGIN_MS = Date.UTC(2025, 0, 6, 6);
const MINUTE_MS = 60_000;
const MINUTES_A_DAY = 1440;

/**
 * A document of entries as people of that trade write them, with the given facts among them, each as an entry of its own
 * at its depth. Pure: the same everywhere, byte for byte. Linear in its length, some 50 MB a second.
 */
export function generateDocument({ kind, seed, tokens, facts }: DocumentSpec): string {
  const writing: Writing = WRITINGS[kind];
  const writer = openWriter(writing, seededRandom('document', kind, seed));
  const budget = tokens * writing.charactersPerToken;
  const planted = facts.toSorted((a, b) => a.at - b.at);
  // What comes last has its beginning before the end.
  const room = Math.max(0, budget - writing.title.length - (planted.at(-1)?.text.length ?? 0));
  const parts = [writing.title];
  let next = 0;
  for (let length = 0; length < room || next < planted.length;) {
    const fact = planted[next];
    const isDue = fact !== undefined && (length >= (room * fact.at) / 100 || length >= room);
    if (isDue) next += 1;
    const entry = writer(isDue ? fact.text : null);
    parts.push(entry);
    length += entry.length + SEPARATOR.length;
  }
  return parts.join(SEPARATOR);
}

const SEPARATOR = '\n\n';

function two(part: number): string {
  return String(part).padStart(2, '0');
}

/** Dates and times of day as entries have them; a date is spelt once. */
function openClock(): (atMs: number) => { readonly date: string; readonly time: string } {
  let [day, date] = [-1, ''];
  return (atMs) => {
    const minute = Math.floor(atMs / MINUTE_MS) % MINUTES_A_DAY;
    const now = Math.floor(atMs / (MINUTE_MS * MINUTES_A_DAY));
    if (now !== day) [day, date] = [now, new Date(atMs).toISOString().slice(0, 10)];
    return { date, time: `${two(Math.floor(minute / 60))}:${two(minute % 60)}` };
  };
}

/** Writes entry after entry: about a text that is given, or about what happens on any day. */
function openWriter(writing: Writing, random: () => number): (given: string | null) => string {
  const { words, section } = writing;
  const heading = compilePattern(writing.heading, words);
  const opening = section === null ? null : compilePattern(section.heading, words);
  const sentences = writing.sentences.map((sentence) => compilePattern(sentence, words));
  const [least, most] = writing.length;
  const clock = openClock();
  let [no, atMs] = [0, BEGIN_MS];
  return (given) => {
    const { date, time } = clock(atMs);
    const every = section?.every ?? Infinity;
    const item = section === null ? no : no % every;
    const known = {
      no: String(no + 1).padStart(4, '0'),
      section: String(Math.floor(no / every) + 1),
      item: String(item + 1),
      date,
      time,
    };
    const filling = { random, known };
    no += 1;
    atMs += draw(random, ...writing.pause) * MINUTE_MS;
    const head = opening !== null && item === 0 ? `${opening(filling)}${SEPARATOR}` : '';
    const line = `${head}${heading(filling)}${writing.joint}`;
    if (given !== null) return line + given;
    // No entry says the same thing twice.
    const chosen = new Set<(typeof sentences)[number]>();
    for (const wanted = draw(random, least, most); chosen.size < wanted;) {
      const sentence = pick(random, sentences);
      if (sentence !== undefined) chosen.add(sentence);
    }
    return line + [...chosen].map((sentence) => sentence(filling)).join(' ');
  };
}
