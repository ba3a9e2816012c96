import { findingRow } from '../../contract/findings.ts';
import type { JsonValue } from '../../contract/json-value.ts';
import type { FindingGroup } from '../../contract/runs/summary.ts';
import { count, plural } from '../text/format.ts';

export function titleOf(group: Pick<FindingGroup, 'code' | 'pointer'>): string {
  return group.pointer === '' ? group.code : `${group.code} at ${group.pointer}`;
}

/** What a group costs whoever moves, and how far it reaches. */
export function reachOf({ code, count: exchanges, prompts }: FindingGroup): string {
  const row = findingRow(code);
  const cost = row === null ? '' : ` (${row.class})`;
  return `×${count(exchanges)} in ${count(prompts)} ${plural(prompts, 'prompt')}${cost}`;
}

/** The two sides of a group's example; null where it has none. */
export function sidesOf({ expected, observed }: FindingGroup): string | null {
  if (expected === null && observed === null) return null;
  return `expected ${shown(expected)}, observed ${shown(observed)}`;
}

const MOST_SHOWN = 80;

function shown(value: JsonValue): string {
  const text = JSON.stringify(value);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}
