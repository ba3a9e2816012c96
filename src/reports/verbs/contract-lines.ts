import type {
  ChangeKind,
  Comparison,
  ContractChange,
  ContractComparison,
} from '../../contract/gates/comparison.ts';
import { count, plural } from '../text/format.ts';
import type { JsonValue } from '../../contract/json-value.ts';
import { besideNoise, readersOf, showLine, shownOf } from '../words/difference-lines.ts';

const MOST_CHANGES = 10;

const WORDS: Readonly<Record<ContractComparison['verdict'], string>> = {
  compatible: 'compatible. The candidate keeps all that clients could rely on.',
  breaking: 'breaking. Clients could rely on what the candidate does not keep.',
  inconclusive: 'inconclusive. Not all of it was seen, or is told apart from noise.',
};

type Values = Pick<ContractChange, 'expected' | 'observed'>;

const CHANGES: Readonly<Record<ChangeKind, (values: Values) => string>> = {
  'key-gone': ({ expected }) => `always there as ${namesOf(expected)}, and now not`,
  'type-new': ({ expected, observed }) => `${namesOf(observed)}, and always ${namesOf(expected)} before`,
  'null-new': ({ expected }) => `null, and always ${namesOf(expected)} before`,
  'word-new': ({ expected, observed }) =>
    `${shownOf(observed)}, and always one of ${shownOf(expected)} before`,
  'format-lost': ({ expected, observed }) => `${shownOf(observed)}, and always a ${namesOf(expected)} before`,
  'place-new': ({ observed }) => `new, as ${namesOf(observed)}: who does not know it does not read it`,
};

/** Types and formats are words of JSON Schema, and stand without quotes. */
function namesOf(value: JsonValue): string {
  return typeof value === 'string' || Array.isArray(value) ? [value].flat().join(' or ') : shownOf(value);
}

/** The contract for people: what it was inferred from, what the candidate does not keep, and what is new. */
export function contractLines(comparison: Comparison, inRun: (run: string) => string): readonly string[] {
  const { contract } = comparison;
  if (contract === null) return [];
  const { verdict, parts, unseen, values, changes } = contract;
  const shown = changes.slice(0, MOST_CHANGES);
  const hidden = changes.length - shown.length;
  return [
    '',
    `Contract that the baseline keeps: ${WORDS[verdict]}`,
    `  ${count(parts)} ${plural(parts, 'part')}, inferred from ${count(values.baseline)} ${plural(values.baseline, 'value')}; ${count(values.candidate)} of the candidate held against it`,
    ...(unseen.length === 0 ? [] : [`  not seen of the candidate: ${unseen.join(', ')}`]),
    ...shown.flatMap((change, at) => changeLines(change, at + 1, comparison, inRun)),
    ...(hidden > 0 ? [`     and ${count(hidden)} more: --json has them all`] : []),
  ];
}

function changeLines(
  change: ContractChange,
  number: number,
  { candidate }: Comparison,
  inRun: (run: string) => string,
): readonly string[] {
  const { part, pointer, prompts, of, example } = change;
  const place = pointer === '' ? part : `${part} at ${pointer}`;
  return [
    `${String(number).padStart(3)}. ${place} on ${count(prompts)} of ${count(of)} ${plural(of, 'prompt')}${besideNoise(change)} (${change.class}; ${readersOf(change)})`,
    `     ${CHANGES[change.change](change)}`,
    showLine(example.candidate, candidate.run, inRun),
  ];
}
