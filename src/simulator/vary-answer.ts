import type { JsonValue } from '../contract/json-value.ts';
import type { Random } from '../contract/world.ts';
import { isJsonArray, isJsonObject } from '../json/json-value.ts';
import { parseStrict } from '../json/parse-strict.ts';
import type { FaultCue } from './cut-faults.ts';
import type { Play } from './face.ts';

/**
 * The same answer as a model gives it another time: keys and lists in another order, prose in other words. Nothing that
 * a client could break on: it is noise, and no drift.
 */
export function varyAnswer(play: Play, _fault: object, cue: Pick<FaultCue, 'random'>): Play {
  const random = cue.random('vary');
  const parsed = parseStrict(play.text);
  if (!parsed.ok || typeof parsed.value !== 'object') return { ...play, text: rephrase(play.text, random) };
  const indent = play.text.includes('\n') ? 2 : undefined;
  return { ...play, text: JSON.stringify(vary(parsed.value, random), null, indent) };
}

function vary(value: JsonValue, random: Random): JsonValue {
  if (isJsonArray(value)) return shuffle(value, random).map((item) => vary(item, random));
  if (isJsonObject(value)) {
    return Object.fromEntries(
      shuffle(Object.entries(value), random).map(([key, member]) => [key, vary(member, random)]),
    );
  }
  return typeof value === 'string' && isProse(value) ? rephrase(value, random) : value;
}

/** Sentences, and no ids, dates, quotes or statements that are compared as they stand. */
function isProse(text: string): boolean {
  return text.length > 60 && /^[A-Z].*[a-z]\.$/s.test(text);
}

const OPENINGS = ['', 'In short: ', 'To be precise: ', 'As asked: '];

function rephrase(text: string, random: Random): string {
  if (text.trim() === '') return text;
  return `${OPENINGS[Math.floor(random() * OPENINGS.length)] ?? ''}${text}`;
}

/** Fisher and Yates. */
function shuffle<Item>(items: readonly Item[], random: Random): readonly Item[] {
  const shuffled = [...items];
  for (let at = shuffled.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    const [a, b] = [shuffled[at], shuffled[other]];
    if (a !== undefined && b !== undefined) [shuffled[at], shuffled[other]] = [b, a];
  }
  return shuffled;
}
