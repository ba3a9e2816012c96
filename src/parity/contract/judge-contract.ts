import type { ContractChange, ContractComparison } from '../../contract/gates/comparison.ts';
import { besideNoise, isEnough } from '../beside-noise.ts';
import type { ReadBy } from '../read-by.ts';
import type { ChangeCount, CountedChange } from './count-changes.ts';
import { nameParts } from './name-parts.ts';

/**
 * Whether the candidate keeps the contract that the baseline's answers come to. As with differences, a change counts for
 * what it exceeds the baseline's own: of its second answer, which was held against the same contract. Null without a part.
 */
export function judgeContract(counted: ChangeCount, readBy: ReadBy): ContractComparison | null {
  const parts = nameParts(counted.contract);
  if (parts.size === 0) return null;
  const rows = [...counted.changes.values()].map((row) => ({
    row,
    shown: shownOf(row, parts.get(row.part)?.name ?? '', counted, readBy),
  }));
  const changes = rows
    .map(({ shown }) => shown)
    .filter(({ prompts }) => prompts > 0)
    .toSorted(byWeight);
  const unseen = [...parts].flatMap(([key, { name }]) => (counted.seen.has(key) ? [] : [name]));
  const values = {
    baseline: [...parts.values()].reduce((sum, part) => sum + part.values, 0),
    candidate: [...counted.seen.values()].reduce((sum, part) => sum + part.values, 0),
  };
  const breaking = changes.filter(isBreak);
  const isBroken =
    breaking.some(({ evidence }) => isEnough(evidence)) ||
    (breaking.length > 0 && isEnough(evidenceOfAll(rows, counted)));
  const isOpen = breaking.length > 0 || unseen.length > 0;
  const verdict = isBroken ? 'breaking' : isOpen ? 'inconclusive' : 'compatible';
  return { verdict, parts: parts.size, unseen, values, changes };
}

function shownOf(row: CountedChange, part: string, counted: ChangeCount, readBy: ReadBy): ContractChange {
  const { change, pointer, candidate, cited, example } = row;
  const isTool = part.startsWith('tool ');
  return {
    part,
    change,
    pointer,
    class: change === 'place-new' ? 'compatible' : 'breaking',
    prompts: candidate.size,
    of: counted.seen.get(row.part)?.prompts.size ?? 0,
    ...besideNoise(row, counted.twice),
    // Whoever calls tools reads all of their arguments: pointers of consumers are into the output.
    readBy: readBy({ code: `${isTool ? 'tool' : 'contract'}/${change}`, pointer: cited.pointer }),
    expected: cited.expected,
    observed: cited.observed,
    example,
  };
}

/** Few prompts may share a part: the breaks of all of them count together. */
function evidenceOfAll(
  rows: readonly { readonly row: CountedChange; readonly shown: ContractChange }[],
  { twice }: ChangeCount,
): number | null {
  const breaking = rows.filter(({ shown }) => isBreak(shown));
  const all = (side: 'candidate' | 'noise'): ReadonlySet<string> =>
    new Set(breaking.flatMap(({ row }) => [...row[side]]));
  return besideNoise({ candidate: all('candidate'), noise: all('noise') }, twice).evidence;
}

/** Whether it is one that breaks a client, as far as it is told apart from noise. */
export function isBreak({ class: cost, readBy }: ContractChange): boolean {
  return cost === 'breaking' && (readBy === null || readBy.length > 0);
}

function byWeight(a: ContractChange, b: ContractChange): number {
  return (
    Number(isBreak(b)) - Number(isBreak(a)) ||
    Number(a.class === 'compatible') - Number(b.class === 'compatible') ||
    b.prompts - a.prompts ||
    (keyOf(a) < keyOf(b) ? -1 : 1)
  );
}

function keyOf({ part, pointer, change }: ContractChange): string {
  return `${part}\n${pointer}\n${change}`;
}
