import type { Difference } from './difference.ts';

/** What is said of a difference, at its place. */
export const DIFFERENCES: Readonly<Record<Difference['what'], string>> = {
  'missing-path': 'the golden has a value here, the output has none',
  'extra-path': 'the golden has nothing here',
  'type-changed': 'not a type that the golden has here',
  'null-for-value': 'null where the golden has a value',
  'value-changed': "not the golden's value, which is compared exactly",
  emptied: 'an empty list where the golden has items',
  'item-missing': 'lacks an item that the golden has, in whatever order',
  'item-extra': 'an item that the golden does not have, in whatever order',
  'length-changed': 'not as long as its comparator asks for',
  'not-contained': 'lacks what its comparator asks for',
  'forbidden-words': 'has words that its comparator rules out',
  'out-of-order': 'not in the order that its comparator asks for',
  'not-verbatim': 'a quote that does not stand in what it is said to be taken from',
  'no-match': 'does not match the pattern of its comparator',
  'not-one-of': 'none of the values that its comparator accepts',
  'outside-enum': 'none of the words that its comparator knows',
  'number-apart': "further from the golden's number than its comparator allows",
};
