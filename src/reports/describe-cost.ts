import type { MoneyRange, TargetCost } from '../contract/cost.ts';
import { count, plural } from './format.ts';

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

/** What a target's answers cost, in one sentence; unknown is said, and is no 0. */
export function describeCost(cost: TargetCost): string {
  const { target, invoice, accepted, attempts, unmetered } = cost;
  const of = `${count(attempts)} ${plural(attempts, 'attempt')}`;
  const quality = cost.qualityPerThousandTokens;
  const worth = quality === null ? [] : [`quality ${quality.toFixed(3)} for 1,000 tokens of an attempt`];
  const open =
    unmetered === 0 ? [] : [`nobody counted the tokens of ${count(unmetered)}, so there may be more`];
  if (invoice === null) return [`${target}: unknown, for no price of it is known`, ...worth].join('; ');
  const { currency, input, output, total, perAccepted, source, retrieved } = invoice;
  const each =
    perAccepted === null
      ? 'no answer met its contract'
      : `${moneyRange(perAccepted)} for each of ${count(accepted)} that met their contract`;
  return [
    `${target}: ${moneyRange(total)} ${currency} for ${of} (input ${moneyRange(input)}, output ${moneyRange(output)})`,
    each,
    ...worth,
    ...open,
    `prices of ${retrieved}, ${source}`,
  ].join('; ');
}
