import type { JsonValue } from '../../contract/json-value.ts';
import type { AlterationKind } from '../../contract/suites/strength.ts';
import type { GivenAnswer } from './given-answer.ts';
import type { Subject } from './subject.ts';

/** One wrong answer: where it departs from the approved one, in what, and the whole of it. */
export interface Alteration {
  /** A JSON pointer into the text or below /toolCalls, '' for the whole. */
  readonly at: string;
  readonly what: string;
  /** Made when it is wanted: far more alterations can be listed than are judged. */
  readonly answer: () => GivenAnswer;
}

/** One way in which answers go wrong. Pure, but for the subject's own chance. */
export interface AlterationClass {
  readonly name: string;
  /** Whether it leaves a usable answer that is wrong, or breaks what a client reads it by. */
  readonly kind: AlterationKind;
  /** What goes wrong, for people. */
  readonly means: string;
  /** Few answers have a place for it, so more of it is taken from each. */
  readonly isRare?: true;
  readonly alter: (subject: Subject) => Iterable<Alteration>;
}

const LONGEST = 48;

/** A value as it is shown in a line. */
export function show(value: JsonValue): string {
  const text = JSON.stringify(value);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}
