import { dimensionOf, type Dimension } from '../contract/findings/dimensions.ts';
import type { Finding } from '../contract/exchanges/verdict.ts';
import { generalizePointer } from '../json/pointer.ts';

/** On which prompts the candidate differs, and on which the baseline differs from itself. */
export interface Differing {
  readonly candidate: ReadonlySet<string>;
  readonly noise: ReadonlySet<string>;
}

/** Equal differences, with the first example by its exchange ids. */
export interface CountedGroup extends Differing {
  readonly code: string;
  readonly pointer: string;
  readonly cited: Finding;
  readonly example: { readonly baseline: string; readonly candidate: string };
}

export interface DifferenceCount {
  /** Prompts with a compared pair; those of them with a second answer of the baseline. */
  readonly prompts: ReadonlySet<string>;
  readonly twice: ReadonlySet<string>;
  readonly dimensions: ReadonlyMap<Dimension, Differing>;
  readonly groups: ReadonlyMap<string, CountedGroup>;
}

interface Pair {
  readonly prompt: string;
  readonly baseline: string;
  readonly candidate: string;
  readonly differences: readonly Finding[];
  readonly noise: readonly Finding[] | null;
}

interface OpenDiffering {
  readonly candidate: Set<string>;
  readonly noise: Set<string>;
}

interface OpenGroup extends OpenDiffering {
  readonly code: string;
  readonly pointer: string;
  cited: Finding;
  example: CountedGroup['example'];
}

/** Pointers come from hostile output: what is beyond this is joined by code. */
const MOST_GROUPS = 2_000;
const ELSEWHERE = '/…';

export function countDifferences(): DifferenceCount & { add(pair: Pair): void } {
  const prompts = new Set<string>();
  const twice = new Set<string>();
  const dimensions = new Map<Dimension, OpenDiffering>();
  const groups = new Map<string, OpenGroup>();

  function note(side: 'candidate' | 'noise', pair: Pair, finding: Finding): void {
    const dimension = dimensionOf(finding.code);
    const differing = dimensions.get(dimension) ?? open();
    dimensions.set(dimension, differing);
    differing[side].add(pair.prompt);
    const group = groupOf(pair, finding);
    const wasKnown = group.candidate.size > 0;
    group[side].add(pair.prompt);
    if (side === 'noise') return;
    // What the baseline does by itself is no example of the candidate.
    if (wasKnown && compareIds(pair, group.example) >= 0) return;
    group.cited = finding;
    group.example = exampleOf(pair);
  }

  function groupOf(pair: Pair, finding: Finding): OpenGroup {
    const { code } = finding;
    const place = generalizePointer(finding.pointer);
    const known = groups.get(`${code}\n${place}`);
    if (known !== undefined) return known;
    const pointer = groups.size < MOST_GROUPS ? place : ELSEWHERE;
    const key = `${code}\n${pointer}`;
    const group = groups.get(key) ?? { ...open(), code, pointer, cited: finding, example: exampleOf(pair) };
    groups.set(key, group);
    return group;
  }

  return {
    prompts,
    twice,
    dimensions,
    groups,
    add(pair) {
      prompts.add(pair.prompt);
      for (const finding of pair.differences) note('candidate', pair, finding);
      if (pair.noise === null) return;
      twice.add(pair.prompt);
      for (const finding of pair.noise) note('noise', pair, finding);
    },
  };
}

function open(): OpenDiffering {
  return { candidate: new Set(), noise: new Set() };
}

function exampleOf({ baseline, candidate }: Pair): CountedGroup['example'] {
  return { baseline, candidate };
}

/** The example does not depend on the order in which pairs come. */
function compareIds(a: CountedGroup['example'], b: CountedGroup['example']): number {
  if (a.candidate !== b.candidate) return a.candidate < b.candidate ? -1 : 1;
  return a.baseline < b.baseline ? -1 : Number(a.baseline > b.baseline);
}
