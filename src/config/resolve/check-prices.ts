import { problemAt, unknownName, type ProblemAt } from '../../files/problem-at.ts';
import type { Draft } from '../parse-draft.ts';
import type { PriceRow } from '../rows/price-row.ts';
import type { TargetRow } from '../rows/target-row.ts';

/** A price is that of one target, or of one model at one host, and of each there is one. */
export function checkPrices({ prices, known, targets }: Draft): readonly ProblemAt[] {
  const firsts = new Map<string, number>();
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
    const first = firsts.get(keyOf(row));
    if (first !== undefined) {
      const mend = `keep one; the first is prices[${first}]`;
      return [problemAt(path, 'this price is there twice', { mend })];
    }
    firsts.set(keyOf(row), index);
    const hosts = [...new Set(targets.flatMap(hostOf))];
    return [
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

function keyOf({ target, host, model }: PriceRow): string {
  return [target ?? '', host ?? '', model ?? ''].join('\n');
}
