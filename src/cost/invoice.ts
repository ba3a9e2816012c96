import type { Invoice, InvoiceLine, PerAccepted, TargetCost } from '../contract/cost/cost.ts';
import { LEGS } from '../contract/exchanges/leg.ts';
import { qualityPerThousandTokens } from '../contract/cost/quality-for-tokens.ts';
import type { TargetSummary } from '../contract/runs/summary.ts';
import { noTokens, shownAmounts, sumOfAmounts, type Tokens } from './amounts.ts';
import { amountOf, type BilledLine, type BilledPrompt } from './bill.ts';
import { costPerSuccess, type SuccessCost } from '../stats/cost-per-success.ts';
import { decimalOf, microsOf, shareOf } from './money.ts';

const ALPHA = 0.025;

/** What a target's attempts cost, by what its provider counted. What nobody counted, or priced, is unknown and never 0. */
export function costOf(
  { id, quality, metered }: Pick<TargetSummary, 'id' | 'quality' | 'metered'>,
  prompts: readonly BilledPrompt[],
): TargetCost {
  const lines = gather(prompts.flatMap((prompt) => prompt.lines));
  const sum = lines.reduce((all, { tokens }) => added(all, tokens), noTokens());
  const wanted = wantedOf(prompts);
  const unpriced = lines.reduce(
    (all, { amounts, tokens }) => all + (amounts === null ? tokens.attempts : 0),
    0,
  );
  const { attempts, unmetered, input: inputTokens, output: outputTokens } = sum;
  return {
    target: id,
    invoice: invoiceOf(lines, wanted),
    accepted: wanted.reduce((all, each) => all + each.successes, 0),
    attempts,
    unmetered,
    unpriced,
    qualityPerThousandTokens: qualityPerThousandTokens(
      quality.score,
      metered && { attempts, unmetered, inputTokens, outputTokens },
    ),
  };
}

/** What a prompt's answers came to that were wanted, in the currency. */
export interface WantedPrompt extends SuccessCost {
  readonly prompt: string;
}

/** Prompts as bounds are made of them: what was asked to know the baseline's noise is no answer that anybody wanted. */
export function wantedOf(prompts: readonly BilledPrompt[]): readonly WantedPrompt[] {
  const wanted = prompts.filter(({ leg, lines }) => leg !== 'a/a' && lines.length > 0);
  return [...Map.groupBy(wanted, ({ prompt }) => prompt)].map(([prompt, legs]) => ({
    prompt,
    ...amountOf(legs.flatMap(({ lines }) => lines)),
    successes: legs.reduce((sum, { accepted }) => sum + accepted, 0),
    tries: legs.reduce((sum, { asked }) => sum + asked, 0),
  }));
}

/** Lines of one leg and the same prices are one. */
function gather(lines: readonly BilledLine[]): readonly BilledLine[] {
  const kinds = Map.groupBy(lines, ({ leg, prices }) => JSON.stringify([leg, prices]));
  return [...kinds.values()]
    .toSorted(([a], [b]) => (orderOf(a) < orderOf(b) ? -1 : 1))
    .flatMap(([first, ...rest]) => {
      if (first === undefined) return [];
      const tokens = rest.reduce((sum, line) => added(sum, line.tokens), first.tokens);
      const all = [first, ...rest].flatMap(({ amounts }) => amounts ?? []);
      return [{ ...first, tokens, amounts: all.length === 0 ? null : sumOfAmounts(all, false) }];
    });
}

/** Leg by leg, and in each from the first price to the last. */
function orderOf(line: BilledLine | undefined): string {
  return line === undefined
    ? ''
    : [LEGS.indexOf(line.leg), ...line.prices.map(({ from }) => from ?? '')].join(' ');
}

function added(a: Tokens, b: Tokens): Tokens {
  return {
    attempts: a.attempts + b.attempts,
    unmetered: a.unmetered + b.unmetered,
    input: a.input + b.input,
    cached: a.cached + b.cached,
    unsaid: a.unsaid + b.unsaid,
    output: a.output + b.output,
  };
}

function invoiceOf(lines: readonly BilledLine[], wanted: readonly WantedPrompt[]): Invoice | null {
  const priced = lines.flatMap(({ amounts }) => amounts ?? []);
  const currency = lines.flatMap(({ prices }) => prices)[0]?.currency;
  if (currency === undefined || priced.length === 0) return null;
  const isOpen = priced.length < lines.length;
  const { input, cachedInput, output, total } = shownAmounts(sumOfAmounts(priced, isOpen));
  return {
    currency,
    input,
    cachedInput,
    output,
    total,
    lines: lines.map(shownLine),
    perAccepted: perAcceptedOf(lines, wanted),
  };
}

function perAcceptedOf(lines: readonly BilledLine[], wanted: readonly WantedPrompt[]): PerAccepted | null {
  const accepted = wanted.reduce((sum, each) => sum + each.successes, 0);
  if (accepted === 0) return null;
  const of = lines.filter(({ leg }) => leg !== 'a/a');
  const amounts = of.flatMap((line) => line.amounts ?? []);
  const { least, most } = sumOfAmounts(amounts, amounts.length < of.length).total;
  const bounds = costPerSuccess(wanted, ALPHA);
  return {
    least: decimalOf(shareOf(least, accepted)),
    most: most === null ? null : decimalOf(shareOf(most, accepted)),
    low: bounds === null ? null : microsOf(bounds.low, 'down'),
    high: bounds === null ? null : microsOf(bounds.high, 'up'),
    prompts: wanted.length,
  };
}

function shownLine({ leg, prices, tokens, amounts }: BilledLine): InvoiceLine {
  return {
    leg,
    prices: prices.map(({ from, to, source, retrieved }) => ({ from, to, source, retrieved })),
    attempts: tokens.attempts,
    unmetered: tokens.unmetered,
    inputTokens: tokens.input,
    cachedTokens: tokens.cached,
    outputTokens: tokens.output,
    amounts: amounts === null ? null : shownAmounts(amounts),
  };
}
