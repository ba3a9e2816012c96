import { compareText } from './compare-text.ts';

export interface RowCounter<Row extends Readonly<Record<string, string>>> {
  add(row: Row): void;
  rows(): readonly (Row & { readonly count: number })[];
}

/** Counts equal rows, and lists them sorted by their values. */
export function countRows<Row extends Readonly<Record<string, string>>>(): RowCounter<Row> {
  const counted = new Map<string, { readonly row: Row; count: number }>();
  return {
    add(row) {
      const key = Object.values(row).join('\n');
      const known = counted.get(key);
      if (known === undefined) counted.set(key, { row, count: 1 });
      else known.count += 1;
    },
    rows: () =>
      [...counted].sort(([a], [b]) => compareText(a, b)).map(([, { row, count }]) => ({ ...row, count })),
  };
}
