import type { InvoiceLine, Price } from '../contract/cost/cost.ts';
import type { Leg } from '../contract/exchanges/leg.ts';
import { usagesOf } from '../contract/exchanges/exchange.ts';
import type { RecordFacts } from '../contract/exchanges/record.ts';
import type { Usage } from '../contract/exchanges/response.ts';
import { addUsage, amountsAt, eitherOf, noTokens, sumOf, type AmountRanges, type Tokens } from './amounts.ts';
import { priceAt, pricesWithin } from './price-of.ts';

/** When the attempts of a run were made, in ms of the epoch. Their stamps count from when its first was queued. */
export interface AskedWhen {
  readonly fromMs: number;
  /** Whether their stamps are of one clock that was started then; else each may be of any moment until the run ended. */
  readonly isExact: boolean;
}

/** The attempts of one leg at one price, and what they come to; null where no price held. */
export interface BilledLine extends Pick<InvoiceLine, 'leg'> {
  readonly prices: readonly Price[];
  readonly tokens: Tokens;
  readonly amounts: AmountRanges | null;
}

/** What asking one prompt in one leg came to. */
export interface BilledPrompt {
  readonly prompt: string;
  readonly leg: Leg;
  readonly accepted: number;
  readonly asked: number;
  readonly lines: readonly BilledLine[];
}

interface Cell {
  readonly prompt: string;
  readonly leg: Leg;
  accepted: number;
  asked: number;
  readonly tokens: Tokens;
  /** By the run's clock, in ms; kept where a price has an end alone. */
  readonly timed: { readonly sentMs: number; readonly usage: Usage | null }[];
}

/** The attempts of one target, added exchange by exchange and in any order. */
export interface Bill {
  add(record: Pick<RecordFacts, 'case' | 'state' | 'exchange'>): void;
  prompts(span: Span): readonly BilledPrompt[];
}

/** When a run's first exchange was queued, by its own clock, and when it ended, in ms of the epoch. */
export interface Span {
  readonly startMs: number;
  readonly endedMs: number;
}

/** `prices` are those of the target, one after the other. */
export function openBill(
  prices: readonly Price[],
  { fromMs, isExact }: AskedWhen,
  legOf: (id: RecordFacts['case']) => Leg,
): Bill {
  const cells = new Map<string, Cell>();
  const isTimed = isExact && prices.some(({ from, to }) => from !== null || to !== null);

  function linesOf({ leg, tokens, timed }: Cell, { startMs, endedMs }: Span): readonly BilledLine[] {
    if (!isTimed) {
      const { prices: within, isAlways } = pricesWithin(prices, fromMs, Math.max(fromMs, endedMs));
      return tokens.attempts === 0 ? [] : [lineOf(leg, tokens, within, isAlways)];
    }
    const byPrice = Map.groupBy(timed, ({ sentMs }) => priceAt(prices, fromMs + sentMs - startMs));
    return [...byPrice].map(([price, attempts]) => {
      const sum = noTokens();
      for (const { usage } of attempts) addUsage(sum, usage);
      return lineOf(leg, sum, price === null ? [] : [price], true);
    });
  }

  return {
    add({ case: id, state, exchange }) {
      if (exchange === null) return;
      const leg = legOf(id);
      const cell = cells.get(`${leg} ${id.prompt}`) ?? openCell(id.prompt, leg);
      cells.set(`${leg} ${id.prompt}`, cell);
      cell.asked += 1;
      if (state === 'passed') cell.accepted += 1;
      for (const [at, usage] of usagesOf(exchange).entries()) {
        if (isTimed) cell.timed.push({ sentMs: exchange.attempts[at]?.sentMs ?? 0, usage });
        else addUsage(cell.tokens, usage);
      }
    },
    prompts: (span) =>
      [...cells.values()]
        .toSorted((a, b) => compare(a.prompt, b.prompt) || compare(a.leg, b.leg))
        .map((cell) => {
          const { prompt, leg, accepted, asked } = cell;
          return { prompt, leg, accepted, asked, lines: linesOf(cell, span) };
        }),
  };
}

function openCell(prompt: string, leg: Leg): Cell {
  return { prompt, leg, accepted: 0, asked: 0, tokens: noTokens(), timed: [] };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function lineOf(leg: Leg, tokens: Tokens, prices: readonly Price[], isAlways: boolean): BilledLine {
  const [first, ...others] = prices.map((price) => amountsAt(tokens, price));
  // What may have been asked when no price held may have cost anything.
  const amounts = first === undefined || !isAlways ? null : others.reduce(eitherOf, first);
  return { leg, prices, tokens, amounts };
}

/** What a prompt came to as numbers, in the currency: good enough for bounds, which no sum of an invoice is taken of. */
export function amountOf(lines: readonly BilledLine[]): {
  readonly least: number;
  readonly most: number | null;
} {
  const { least, most } = sumOf(
    lines.map(({ amounts }) => (amounts === null ? { least: 0n, most: null } : amounts.total)),
  );
  return { least: Number(least) / 1e12, most: most === null ? null : Number(most) / 1e12 };
}

/** The price that held when something was sent, by the run's clock; null where none did, or nobody knows which. */
export function priceWhen(
  prices: readonly Price[],
  { fromMs, isExact }: AskedWhen,
  { startMs, endedMs }: Span,
): (request: { readonly sentMs: number }) => Price | null {
  if (isExact) return ({ sentMs }) => priceAt(prices, fromMs + sentMs - startMs);
  const { prices: within, isAlways } = pricesWithin(prices, fromMs, Math.max(fromMs, endedMs));
  const [only = null] = within;
  return () => (isAlways && within.length === 1 ? only : null);
}
