import type { JsonObject } from '../../contract/json-value.ts';
import { problemAt, type ProblemAt } from '../../files/problem-at.ts';
import { findSlowPlaces, type SlowPlace } from '../../json/schema/find-slow-places.ts';
import type { SchemaPlace } from '../../json/schema/walk-schema.ts';

const APART =
  'answers are judged apart, for deadlines.judgingMs at most, and one that takes longer proves nothing';

const WORDS: Readonly<Record<SlowPlace['grows'], { readonly message: string; readonly mend: string }>> = {
  endless: {
    message: 'this schema refers back to itself for the same value, so nothing is ever decided',
    mend: 'let the reference lead through properties or items, or remove it',
  },
  pattern: {
    message: `a hostile answer can make this pattern take for ever: ${APART}`,
    mend: String.raw`write it without (?=, (?!, (?<=, (?<!, back references, \B and counts in the thousands`,
  },
  recursion: {
    message: `each level of an answer can double the work of this schema: ${APART}`,
    mend: 'let only one branch lead back to the schema, or choose the branch by a property outside of them',
  },
  square: {
    message:
      'the work of this format grows with the square of the text: a long one is judged apart, for deadlines.judgingMs at most',
    mend: 'use the format uri',
  },
};

/** What is to be known before a run of a schema by which an answer could hold up its own judgement. */
export function slowProblems(schema: JsonObject, places: readonly SchemaPlace[]): readonly ProblemAt[] {
  return findSlowPlaces(schema, places).map(({ grows, path, keyword }) => {
    const { message, mend } = WORDS[grows];
    return problemAt(keyword === '' ? path : [...path, keyword], message, {
      severity: grows === 'endless' ? 'error' : 'warning',
      mend,
    });
  });
}
