import type { CaseId } from '../contract/exchanges/case-id.ts';
import { findingRow } from '../contract/findings.ts';
import type { FindingGroup } from '../contract/runs/summary.ts';
import type { Finding } from '../contract/exchanges/verdict.ts';
import { generalizePointer } from '../json/pointer.ts';
import { compareText } from './compare-text.ts';

interface Group {
  readonly code: string;
  readonly pointer: string;
  count: number;
  readonly targets: Set<string>;
  readonly prompts: Set<string>;
  cited: Cited;
  example: string;
}

type Cited = Pick<Finding, 'code' | 'pointer' | 'message' | 'expected' | 'observed'>;

export interface Grouping {
  /** Adds the findings of one exchange; equal ones within it count once. */
  add(id: string, of: Pick<CaseId, 'target' | 'prompt'>, findings: readonly Cited[]): void;
  /** Those that break clients first, then the most frequent: who looks for a cause wants it in that order. */
  groups(): readonly FindingGroup[];
}

/** What a plain SDK makes of an answer comes of what is wrong with the answer, and is no cause beside it. */
function isFollowing({ code }: Pick<FindingGroup, 'code'>): boolean {
  return code.startsWith('sdk/');
}

/** Pointers come from hostile output, so the number of groups is bounded. */
const MAX_GROUPS = 500;
/** The pointer of the groups into which findings beyond the bound go. */
const ELSEWHERE = '/…';

function keyOf(code: string, pointer: string): string {
  return `${code}\n${pointer}`;
}

function merge(into: Map<string, Group>, from: Group): void {
  const key = keyOf(from.code, from.pointer);
  const group = into.get(key);
  if (group === undefined) {
    into.set(key, from);
    return;
  }
  group.count += from.count;
  for (const target of from.targets) group.targets.add(target);
  for (const prompt of from.prompts) group.prompts.add(prompt);
  if (from.example < group.example) {
    group.example = from.example;
    group.cited = from.cited;
  }
}

function toFindingGroup({ code, pointer, count, targets, prompts, cited, example }: Group): FindingGroup {
  const { message, expected, observed } = cited;
  return {
    code,
    pointer,
    count,
    prompts: prompts.size,
    targets: [...targets].sort(),
    message,
    expected,
    observed,
    example,
  };
}

function costOf({ code }: FindingGroup): number {
  return findingRow(code)?.class === 'breaking' ? 0 : 1;
}

/**
 * Equal findings as one group: same code, same pointer but for array indexes. Keeps the groups whose keys sort first
 * and joins the others by code, so what is kept does not depend on the order in which exchanges end.
 */
export function createGrouping(): Grouping {
  const kept = new Map<string, Group>();
  const rest = new Map<string, Group>();
  let last = '';

  function evictLast(): void {
    const keys = [...kept.keys()].sort(compareText);
    const key = keys.at(-1) ?? '';
    const evicted = kept.get(key);
    kept.delete(key);
    last = keys.at(-2) ?? '';
    if (evicted !== undefined) merge(rest, { ...evicted, pointer: ELSEWHERE });
  }

  function addGroup(group: Group): void {
    const key = keyOf(group.code, group.pointer);
    if (kept.size >= MAX_GROUPS && key > last) {
      merge(rest, { ...group, pointer: ELSEWHERE });
      return;
    }
    merge(kept, group);
    if (key > last) last = key;
    if (kept.size > MAX_GROUPS) evictLast();
  }

  return {
    add(id, { target, prompt }, findings) {
      const seen = new Set<string>();
      for (const cited of findings) {
        const { code } = cited;
        const pointer = generalizePointer(cited.pointer);
        const key = keyOf(code, pointer);
        if (seen.has(key)) continue;
        seen.add(key);
        const whose = { targets: new Set([target]), prompts: new Set([prompt]) };
        addGroup({ code, pointer, count: 1, ...whose, cited, example: id });
      }
    },
    groups: () =>
      [...kept.values(), ...rest.values()]
        .map(toFindingGroup)
        .sort(
          (a, b) =>
            costOf(a) - costOf(b) ||
            b.count - a.count ||
            Number(isFollowing(a)) - Number(isFollowing(b)) ||
            compareText(a.code, b.code) ||
            compareText(a.pointer, b.pointer),
        ),
  };
}
