import type { InvoiceLine, MoneyRange, PerAccepted, TargetCost } from '../../contract/cost/cost.ts';
import { count, plural } from '../text/format.ts';

/** An exact amount to a millionth, rounded up. */
export function money(amount: string): string {
  const [whole = '0', fraction = ''] = amount.split('.');
  const isMore = /[1-9]/.test(fraction.slice(6));
  const micros = BigInt(whole + fraction.slice(0, 6).padEnd(6, '0')) + (isMore ? 1n : 0n);
  const digits = micros.toString().padStart(7, '0');
  const shown = digits.slice(-6).replace(/0{1,4}$/, '');
  return `${digits.slice(0, -6)}.${shown}`;
}

/** What lies between the least and the most that it can be, in words. */
export function moneyRange({ least, most }: MoneyRange): string {
  if (most === null) return `at least ${money(least)}`;
  return least === most ? money(least) : `${money(least)} to ${money(most)}`;
}

/** What one accepted answer costs, with its bounds where they are known. */
export function perAcceptedRange({ least, most, low, high, prompts }: PerAccepted): string {
  const range = moneyRange({ least, most });
  if (low === null || prompts < 2) return range;
  return `${range} [${money(low)} to ${high === null ? 'no end' : money(high)}]`;
}

/** What a target's answers cost, in one sentence; unknown is said, and is no 0. */
export function describeCost(cost: TargetCost): string {
  const { target, invoice, accepted, attempts, unmetered, unpriced } = cost;
  const of = `${count(attempts)} ${plural(attempts, 'attempt')}`;
  const quality = cost.qualityPerThousandTokens;
  const worth = quality === null ? [] : [`quality ${quality.toFixed(3)} for 1,000 tokens of an attempt`];
  if (invoice === null)
    return [`${target}: unknown, for no price of it is known for when it was asked`, ...worth].join('; ');
  const { currency, input, cachedInput, output, total, perAccepted, lines } = invoice;
  const cached = cachedInput.most === '0' ? '' : `, cached input ${moneyRange(cachedInput)}`;
  const each =
    perAccepted === null
      ? 'no answer met its contract'
      : `${perAcceptedRange(perAccepted)} for each of ${count(accepted)} that met their contract`;
  return [
    `${target}: ${moneyRange(total)} ${currency} for ${of} (input ${moneyRange(input)}${cached}, output ${moneyRange(output)})`,
    ...apartOf(lines),
    each,
    ...worth,
    ...(unmetered === 0 ? [] : [`nobody counted the tokens of ${count(unmetered)}, so there may be more`]),
    ...(unpriced === 0 ? [] : [`no price held for ${count(unpriced)}, so there may be more`]),
    `prices of ${[...new Set(lines.flatMap(({ prices }) => prices.map(spellPrice)))].join(' and ')}`,
  ].join('; ');
}

/** What of it was not for answers that anybody wanted. */
function apartOf(lines: readonly InvoiceLine[]): readonly string[] {
  return (['a/a', 'shadow'] as const).flatMap((leg) => {
    const of = lines.filter((line) => line.leg === leg);
    return of.length === 0
      ? []
      : [
          `${leg} of it: ${of.map(({ amounts }) => (amounts === null ? 'unknown' : moneyRange(amounts.total))).join(' and ')}`,
        ];
  });
}

/** Where a price stands, and when it holds where that has an end. */
export function spellPrice({ from, to, retrieved, source }: InvoiceLine['prices'][number]): string {
  const time = [from === null ? '' : ` from ${from}`, to === null ? '' : ` to ${to}`].join('');
  return `${retrieved}${time}, ${source}`;
}
