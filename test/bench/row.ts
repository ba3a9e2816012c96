/** One measurement beside its goal. */
export interface Row {
  readonly what: string;
  readonly bare: string;
  readonly own: string;
  readonly ratio: number | null;
  /** The smallest and the largest ratio of the pairs. */
  readonly spread: string;
  readonly goal: string;
  readonly met: 'met' | 'accepted' | 'NOT MET' | '';
}

const HEAD = ['', 'bare', 'verify', 'ratio', 'spread', 'goal', ''];

export function printTable(rows: readonly Row[]): void {
  const cells = rows.map(({ what, bare, own, ratio, spread, goal, met }) => [
    what,
    bare,
    own,
    ratio === null ? '' : ratio.toFixed(2),
    spread,
    goal,
    met,
  ]);
  const widths = HEAD.map((head, at) => Math.max(head.length, ...cells.map((row) => row[at]?.length ?? 0)));
  for (const row of [HEAD, ...cells]) {
    console.log(
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  }
}

/** One line a goal. */
export function printGoals(rows: readonly Row[]): void {
  for (const { what, goal, ratio, own, met } of rows) {
    if (met !== '')
      console.log(`${met.padEnd(8)}  ${what}: ${ratio === null ? own : ratio.toFixed(2)}, ${goal}`);
  }
}
