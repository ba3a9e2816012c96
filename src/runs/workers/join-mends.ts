import type { ErrorMend } from '../../contract/runs/report.ts';

/** What the shards of a run say that is to be mended, equal ones together; `targets` are those of the run, in its order. */
export function joinMends(
  shards: readonly (readonly ErrorMend[])[],
  targets: readonly string[],
): readonly ErrorMend[] {
  const rows = targets.flatMap((target) =>
    shards
      .flat()
      .flatMap(({ kind, mend, targets: of }) => (of.includes(target) ? [{ target, kind, mend }] : [])),
  );
  return [...Map.groupBy(rows, ({ kind, mend }) => `${kind} ${mend}`).values()].flatMap((alike) => {
    const [first] = alike;
    if (first === undefined) return [];
    const { kind, mend } = first;
    return [{ kind, targets: [...new Set(alike.map(({ target }) => target))], mend }];
  });
}
