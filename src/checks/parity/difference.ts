import type { JsonValue } from '../../json/json-value.ts';

/** What a value is not, that its comparator asks for. */
export interface ValueDifference {
  readonly what:
    | 'value-changed'
    | 'length-changed'
    | 'not-contained'
    | 'forbidden-words'
    | 'out-of-order'
    | 'not-verbatim'
    | 'no-match'
    | 'not-one-of'
    | 'outside-enum'
    | 'number-apart';
  readonly expected: JsonValue;
  readonly observed: JsonValue;
}

/** How an answer departs from its golden at one place. */
export interface Difference {
  readonly what:
    | 'missing-path'
    | 'extra-path'
    | 'type-changed'
    | 'null-for-value'
    | 'emptied'
    | 'item-missing'
    | 'item-extra'
    | ValueDifference['what'];
  readonly pointer: string;
  readonly expected: JsonValue;
  readonly observed: JsonValue;
  /** The pointer of the comparator that asks for it; null where it is how all answers are compared. */
  readonly by: string | null;
}
