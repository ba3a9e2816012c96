import { formOf, type Comparator } from '../../contract/suites/comparator.ts';
import type { JsonValue } from '../../contract/json-value.ts';
import { kindOf } from '../../files/issue-words.ts';
import type { Path } from '../../files/path.ts';
import { problemAt, type ProblemAt } from '../../files/problem-at.ts';
import { typeOfJson, type JsonType } from '../../json/json-value.ts';

/** What each rule can compare. Rules of any value are not listed. */
const KINDS: Readonly<Record<string, readonly JsonType[]>> = {
  contains: ['string'],
  notContains: ['string'],
  verbatimIn: ['string'],
  regex: ['string'],
  length: ['string', 'array'],
  number: ['number'],
  set: ['array'],
};
const NAMES: Readonly<Record<string, string>> = {
  string: 'texts',
  'string,array': 'texts and lists',
  number: 'numbers',
  array: 'lists',
};

/** As a word it is for lists, with words of its own for texts. */
function kindsOf(rule: string, isWord: boolean): readonly JsonType[] | undefined {
  if (rule === 'ordered') return isWord ? ['array'] : ['string'];
  return KINDS[rule];
}

/**
 * A rule compares values of its own kind alone, so one at a place where no approved value is of that kind compares
 * nothing. `values` are the approved ones at its place; where there are none, nothing is known.
 */
export function checkKinds(
  comparator: Comparator,
  values: readonly JsonValue[],
  at: Path,
  isWholeText: boolean,
): ProblemAt[] {
  const form = formOf(comparator);
  const isWord = typeof form === 'string';
  const rules = isWord ? [form] : Object.keys(form).filter((key) => key !== 'weight');
  return rules.flatMap((rule) => {
    const kinds = kindsOf(rule, isWord);
    const [first] = values;
    if (kinds === undefined || first === undefined) return [];
    if (values.some((value) => kinds.includes(typeOfJson(value)))) return [];
    const what = isWholeText ? 'a plain text' : kindOf(first);
    const message = `${rule} is for ${NAMES[kinds.join()] ?? 'other values'}, and here stands ${what}`;
    return [problemAt(isWord ? at : [...at, rule], message, { mend: mendOf(rule, isWholeText) })];
  });
}

function mendOf(rule: string, isWholeText: boolean): string {
  if (rule === 'ordered' && isWholeText) return 'name the words: ordered: [first, second]';
  return isWholeText
    ? 'compare a text by contains, ordered, length or regex'
    : 'name the place that is meant';
}
