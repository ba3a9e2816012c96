import type { MovedPrompt, RouteCost } from '../contract/routing/route-report.ts';

/** What a target's answers to prompts cost, each asked so many times. */
interface TargetCosts {
  readonly target: string;
  readonly currency: string | null;
  readonly prompts: readonly {
    readonly prompt: string;
    readonly most: number | null;
    readonly tries: number;
  }[];
}

/** What one answer to every prompt comes to by each policy, at most. What either leaves without a target is no saving, and left out. */
export function compareCosts(decided: readonly MovedPrompt[], costs: readonly TargetCosts[]): RouteCost {
  const of = new Map(
    costs.flatMap(({ target, prompts }) =>
      prompts.map(({ prompt, most, tries }) => [`${target} ${prompt}`, most === null ? null : most / tries]),
    ),
  );
  const costAt = (prompt: string, target: string | null): number | null =>
    of.get(`${target} ${prompt}`) ?? null;
  const served = decided.filter(({ from, to }) => from.target !== null && to.target !== null);
  const rows = served.map(
    ({ prompt, from, to }) => [costAt(prompt, from.target), costAt(prompt, to.target)] as const,
  );
  const chosen = new Set(served.flatMap(({ from, to }) => [from.target, to.target]));
  const currencies = new Set(costs.flatMap(({ target, currency }) => (chosen.has(target) ? [currency] : [])));
  const [currency = null] = currencies;
  const unknown = rows.filter(([from, to]) => from === null || to === null).length;
  const isKnown = unknown === 0 && currencies.size === 1 && currency !== null;
  const sum = (at: 0 | 1): string | null =>
    isKnown ? rows.reduce((all, row) => all + (row[at] ?? 0), 0).toFixed(6) : null;
  return { currency: isKnown ? currency : null, from: sum(0), to: sum(1), unknown };
}
