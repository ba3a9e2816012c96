import type { ChangeKind } from '../../contract/gates/comparison.ts';
import type { JsonValue } from '../../contract/json-value.ts';
import { generalizePointer } from '../../json/pointer.ts';
import type { Differing } from '../count-differences.ts';
import { findChanges } from './find-changes.ts';
import type { Contract } from './infer-contract.ts';
import { keyOf, type Observation } from './observe-answer.ts';

/** The answers of one pair, as a client reads them. */
export interface HeldPair {
  readonly prompt: string;
  readonly baseline: string;
  readonly candidate: string;
  readonly observed: readonly Observation[];
  /** Of the baseline's second answer, which the contract was not inferred from; null where it was asked once. */
  readonly second: readonly Observation[] | null;
}

export interface CountedChange extends Differing {
  readonly part: string;
  readonly change: ChangeKind;
  readonly pointer: string;
  /** The first example, with a pointer into it. */
  readonly cited: { readonly pointer: string; readonly expected: JsonValue; readonly observed: JsonValue };
  readonly example: { readonly baseline: string; readonly candidate: string };
}

export interface ChangeCount {
  readonly contract: Contract;
  /** Prompts with a second answer of the baseline. */
  readonly twice: ReadonlySet<string>;
  /** By part: the prompts on which the candidate gave a value, and how many values. */
  readonly seen: ReadonlyMap<string, { readonly prompts: ReadonlySet<string>; readonly values: number }>;
  readonly changes: ReadonlyMap<string, CountedChange>;
}

interface OpenChange extends CountedChange {
  readonly candidate: Set<string>;
  readonly noise: Set<string>;
  cited: CountedChange['cited'];
  example: CountedChange['example'];
}

/** Places come from hostile output: those beyond are joined by what changed. */
const MOST_CHANGES = 2_000;
const ELSEWHERE = '/…';

/** Pairs in, one by one and in any order; what the candidate's values are not that the contract says. */
export function countChanges(contract: Contract): ChangeCount & { add(pair: HeldPair): void } {
  const twice = new Set<string>();
  const seen = new Map<string, { readonly prompts: Set<string>; values: number }>();
  const changes = new Map<string, OpenChange>();

  function note(side: 'candidate' | 'noise', pair: HeldPair, { part, value }: Observation): void {
    const key = keyOf(part);
    const known = contract.get(key);
    if (known === undefined) return;
    if (side === 'candidate') {
      const row = seen.get(key) ?? { prompts: new Set(), values: 0 };
      seen.set(key, row);
      row.prompts.add(pair.prompt);
      row.values += 1;
    }
    for (const { change, pointer, expected, observed } of findChanges(value, known.shape)) {
      const cited = { pointer, expected, observed };
      const { baseline, candidate } = pair;
      const example = { baseline, candidate };
      const place = generalizePointer(pointer);
      const name = `${key}\n${change}\n`;
      const isFull = changes.size >= MOST_CHANGES && !changes.has(`${name}${place}`);
      const shown = isFull ? ELSEWHERE : place;
      const row = changes.get(`${name}${shown}`) ?? {
        part: key,
        change,
        pointer: shown,
        candidate: new Set(),
        noise: new Set(),
        cited,
        example,
      };
      changes.set(`${name}${shown}`, row);
      const isFirst = side === 'candidate' && (row.candidate.size === 0 || isBefore(example, row.example));
      if (isFirst) Object.assign(row, { cited, example });
      row[side].add(pair.prompt);
    }
  }

  return {
    contract,
    twice,
    seen,
    changes,
    add(pair) {
      for (const each of pair.observed) note('candidate', pair, each);
      if (pair.second === null) return;
      twice.add(pair.prompt);
      for (const each of pair.second) note('noise', pair, each);
    },
  };
}

/** The example does not depend on the order in which pairs come. */
function isBefore(a: CountedChange['example'], b: CountedChange['example']): boolean {
  return a.candidate === b.candidate ? a.baseline < b.baseline : a.candidate < b.candidate;
}
