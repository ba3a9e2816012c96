import type { Path } from './path.ts';
import { problemAt, type ProblemAt } from './problem-at.ts';
import { suggest } from './suggest.ts';

/** To list all costs more than the rest of a configuration. */
const USUAL: ReadonlySet<string> = new Set(['USD', 'EUR', 'GBP']);

/** A currency that is none of those that ICU knows. Three capitals; nothing where it is one. */
export function checkCurrency(path: Path, code: string): readonly ProblemAt[] {
  if (USUAL.has(code)) return [];
  const known = Intl.supportedValuesOf('currency');
  if (known.includes(code)) return [];
  const isSwapped = (other: string): boolean => lettersOf(other) === lettersOf(code);
  const swapped = [...USUAL, ...known].filter(isSwapped);
  const near = swapped.length > 0 ? swapped : known.filter((other) => isOneLetterOff(other, code));
  const mend = near.length === 0 ? 'write a code of ISO 4217, such as USD' : suggest(code, near);
  return [problemAt(path, `there is no currency ${code}`, { mend })];
}

function lettersOf(code: string): string {
  return [...code].toSorted().join('');
}

/** Two letters in their places: of three, fewer are no likeness. */
function isOneLetterOff(other: string, code: string): boolean {
  return [...code].filter((letter, at) => other[at] !== letter).length === 1;
}
