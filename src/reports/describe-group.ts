import { FINDINGS, type FindingCode } from '../contract/findings.ts';
import type { JsonValue } from '../contract/json-value.ts';
import type { FindingGroup } from '../contract/summary.ts';
import { count, plural } from './format.ts';

export function titleOf(group: Pick<FindingGroup, 'code' | 'pointer'>): string {
  return group.pointer === '' ? group.code : `${group.code} at ${group.pointer}`;
}

/** What a group costs whoever moves, and how far it reaches. */
export function reachOf({ code, count: exchanges, prompts }: FindingGroup): string {
  const cost = isKnown(code) ? ` (${FINDINGS[code].class})` : '';
  return `×${count(exchanges)} in ${count(prompts)} ${plural(prompts, 'prompt')}${cost}`;
}

function isKnown(code: string): code is FindingCode {
  return Object.hasOwn(FINDINGS, code);
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
