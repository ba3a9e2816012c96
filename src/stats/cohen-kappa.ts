import { inverseNormal } from './inverse-normal.ts';
import type { Interval } from './wilson-interval.ts';

/** What two raters said of the same things: rows by the first, columns by the second, in one order of categories. */
type Table = readonly (readonly number[])[];

export interface Kappa {
  readonly kappa: number;
  /** For large n, where kappa is not 0. */
  readonly standardError: number;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/**
 * Agreement beyond chance; null where chance alone explains all of it, for both raters have one category.
 * J. Cohen, Educational and Psychological Measurement 20 (1960) 37-46. The standard error is formula 13 of J. L. Fleiss,
 * J. Cohen and B. S. Everitt, Psychological Bulletin 72 (1969) 323-327.
 */
export function cohenKappa(table: Table): Kappa | null {
  const n = sum(table.map(sum));
  const rows = table.map((row) => sum(row) / n);
  const columns = table.map((_, at) => sum(table.map((row) => row[at] ?? 0)) / n);
  const cells = table.flatMap((row, i) => row.map((count, j) => ({ share: count / n, i, j })));
  const agreed = sum(cells.map(({ share, i, j }) => (i === j ? share : 0)));
  const chance = sum(rows.map((share, at) => share * (columns[at] ?? 0)));
  if (!(chance < 1)) return null;
  const kappa = (agreed - chance) / (1 - chance);
  const rest = 1 - kappa;
  const spread = cells.map(({ share, i, j }) => {
    const margins = i === j ? (rows[i] ?? 0) + (columns[i] ?? 0) : (columns[i] ?? 0) + (rows[j] ?? 0);
    return share * (i === j ? 1 - margins * rest : margins * rest) ** 2;
  });
  const variance = (sum(spread) - (kappa - chance * rest) ** 2) / (n * (1 - chance) ** 2);
  return { kappa, standardError: Math.sqrt(Math.max(0, variance)) };
}

/** The counts of two raters with two categories. */
export interface FourCells {
  readonly both: number;
  readonly neither: number;
  readonly firstAlone: number;
  readonly secondAlone: number;
}

/**
 * Kappa of two raters with two categories, and its interval: every kappa that the observed one is within z standard errors
 * of, the error being that of a table with the observed margins and the kappa in question (the profile variance of J. J.
 * Lee and Z. N. Tu, Journal of Computational and Graphical Statistics 3 (1994) 301-321). It stands to the plain interval
 * as Wilson's does to Wald's: full agreement of few does not come out as certain. With even margins it is Wilson's. Where
 * no kappa on one side is too far off, the interval ends at -1 or 1: what the margins alone rule out, other samples may show.
 */
export function kappaInterval(cells: FourCells, confidence = 0.95): (Interval & { kappa: number }) | null {
  const observed = cohenKappa(tableOf(cells));
  if (observed === null) return null;
  const { kappa } = observed;
  const z = inverseNormal((1 + confidence) / 2);
  const { tableAt, lowest, highest } = profileOf(cells);
  const isNear = (other: number): boolean =>
    Math.abs(kappa - other) <= z * (cohenKappa(tableAt(other))?.standardError ?? 0);
  return {
    kappa,
    low: isNear(lowest) ? -1 : lastNear(kappa, lowest, isNear),
    high: isNear(highest) ? 1 : lastNear(kappa, highest, isNear),
  };
}

function tableOf({ both, neither, firstAlone, secondAlone }: FourCells): Table {
  return [
    [both, firstAlone],
    [secondAlone, neither],
  ];
}

/** The tables with these margins, by their kappa, and the ends between which there are any. */
function profileOf({ both, neither, firstAlone, secondAlone }: FourCells) {
  const n = both + neither + firstAlone + secondAlone;
  const [first, second] = [(both + firstAlone) / n, (both + secondAlone) / n];
  const chance = first * second + (1 - first) * (1 - second);
  const kappaAt = (agreed: number): number => (agreed - chance) / (1 - chance);
  return {
    lowest: kappaAt(Math.abs(first + second - 1)),
    highest: kappaAt(1 - Math.abs(first - second)),
    tableAt: (kappa: number): Table => {
      const agreed = kappa * (1 - chance) + chance;
      const shared = (agreed + first + second - 1) / 2;
      const shares = {
        both: shared,
        neither: agreed - shared,
        firstAlone: first - shared,
        secondAlone: second - shared,
      };
      return tableOf(shares).map((row) => row.map((share) => Math.max(0, share) * n));
    },
  };
}

const HALVINGS = 60;

/** The last value that is near on the way from one that is to one that is not. */
function lastNear(from: number, end: number, isNear: (value: number) => boolean): number {
  let [near, far] = [from, end];
  for (let step = 0; step < HALVINGS; step += 1) {
    const middle = (near + far) / 2;
    if (isNear(middle)) near = middle;
    else far = middle;
  }
  return near;
}
