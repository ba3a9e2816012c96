import { checkCurrency } from '../../files/check-currency.ts';
import { problemAt, unknownName, type ProblemAt } from '../../files/problem-at.ts';
import type { Draft } from '../parse-draft.ts';
import type { PriceRow } from '../rows/price-row.ts';
import type { TargetRow } from '../rows/target-row.ts';

/** A price is that of one target, or of one model at one host, and of each there is one at a time, in one currency. */
export function checkPrices({ prices, known, targets }: Draft): readonly ProblemAt[] {
  const seen = new Map<string, number[]>();
  return prices.flatMap((row, index) => {
    if (row === null) return [];
    const path = ['prices', index];
    const { target, host, model } = row;
    const ofTarget = target !== undefined;
    const ofModel = host !== undefined && model !== undefined;
    if (ofTarget === ofModel || (ofTarget && (host !== undefined || model !== undefined))) {
      const mend = 'write target, or host and model: one of the two';
      return [problemAt(path, 'it is not said whose price this is', { mend })];
    }
    const before = seen.get(keyOf(row)) ?? [];
    seen.set(keyOf(row), [...before, index]);
    const first = before.find((at) => overlap(prices[at] ?? null, row));
    if (first !== undefined) {
      const mend = `keep one, or let it end with \`to\` where the other begins; the first is prices[${first}]`;
      return [problemAt(path, 'two prices hold at once', { mend })];
    }
    const other = before.find((at) => prices[at]?.currency !== row.currency);
    if (other !== undefined) {
      const mend = `write it in the currency of prices[${other}]`;
      const message = `${row.currency} is not the currency of its other price, so they cannot be summed`;
      return [problemAt([...path, 'currency'], message, { mend })];
    }
    const hosts = [...new Set(targets.flatMap(hostOf))];
    return [
      ...checkCurrency([...path, 'currency'], row.currency),
      ...(ofTarget && known.targets !== null && !known.targets.includes(target)
        ? [unknownName([...path, 'target'], 'target', target, known.targets)]
        : []),
      ...(model !== undefined && known.models !== null && !known.models.includes(model)
        ? [unknownName([...path, 'model'], 'model', model, known.models)]
        : []),
      ...(host !== undefined && !targets.includes(null) && !hosts.includes(host)
        ? [unknownName([...path, 'host'], 'provider or server of a target', host, hosts)]
        : []),
    ];
  });
}

/** A server that is written out in its target has no name: its price is that of the target. */
function hostOf(row: TargetRow | null): readonly string[] {
  if (row === null) return [];
  const { server, provider } = row;
  return server === undefined ? [provider] : typeof server === 'string' ? [server] : [];
}

/** Whether both hold at some moment. */
function overlap(a: PriceRow | null, b: PriceRow): boolean {
  return a !== null && startOf(a) < endOf(b) && startOf(b) < endOf(a);
}

function startOf({ from }: PriceRow): number {
  return from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(from);
}

function endOf({ to }: PriceRow): number {
  return to === undefined ? Number.POSITIVE_INFINITY : Date.parse(to);
}

function keyOf({ target, host, model }: PriceRow): string {
  return [target ?? '', host ?? '', model ?? ''].join('\n');
}
