import type { FindingGroup } from '../contract/summary.ts';
import type { Finding } from '../contract/verdict.ts';
import { generalizePointer } from '../json/pointer.ts';
import { compareText } from './compare-text.ts';

interface Group {
  readonly code: string;
  readonly pointer: string;
  count: number;
  readonly targets: Set<string>;
  message: string;
  example: string;
}

export interface Grouping {
  /** Adds the findings of one exchange; equal ones within it count once. */
  add(id: string, target: string, findings: readonly Pick<Finding, 'code' | 'pointer' | 'message'>[]): void;
  groups(): readonly FindingGroup[];
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
  if (from.example < group.example) {
    group.example = from.example;
    group.message = from.message;
  }
}

function toFindingGroup({ code, pointer, count, targets, message, example }: Group): FindingGroup {
  return { code, pointer, count, targets: [...targets].sort(), message, example };
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
    add(id, target, findings) {
      const seen = new Set<string>();
      for (const { code, pointer: place, message } of findings) {
        const pointer = generalizePointer(place);
        const key = keyOf(code, pointer);
        if (seen.has(key)) continue;
        seen.add(key);
        addGroup({ code, pointer, count: 1, targets: new Set([target]), message, example: id });
      }
    },
    groups: () =>
      [...kept.values(), ...rest.values()]
        .map(toFindingGroup)
        .sort(
          (a, b) => b.count - a.count || compareText(a.code, b.code) || compareText(a.pointer, b.pointer),
        ),
  };
}
