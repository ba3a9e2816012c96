import type { Amounts, MoneyRange, Price } from '../contract/cost/cost.ts';
import type { Usage } from '../contract/exchanges/response.ts';
import { decimalOf, picosOf, type Picos } from './money.ts';

/** From the least that it can be to the most; null is without an upper end. */
export interface Range {
  readonly least: Picos;
  readonly most: Picos | null;
}

/** What several attempts took, as far as their provider counted. */
export interface Tokens {
  attempts: number;
  unmetered: number;
  /** Input tokens, those that were cached among them: https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans/ */
  input: number;
  /** Of input tokens of which the provider said how many were cached, those that were. */
  cached: number;
  /** Input tokens of which it did not say so. */
  unsaid: number;
  output: number;
}

export function noTokens(): Tokens {
  return { attempts: 0, unmetered: 0, input: 0, cached: 0, unsaid: 0, output: 0 };
}

/** Adds what one attempt took. What nobody counted makes of a sum a lower end, and of no token a 0. */
export function addUsage(tokens: Tokens, usage: Usage | null): void {
  const [input, output] = [usage?.inputTokens ?? null, usage?.outputTokens ?? null];
  const cached = usage?.cachedTokens ?? null;
  tokens.attempts += 1;
  if (input === null || output === null) tokens.unmetered += 1;
  tokens.input += input ?? 0;
  tokens.output += output ?? 0;
  // More than there were is no count of those that were.
  if (input !== null && cached !== null && cached <= input) tokens.cached += cached;
  else tokens.unsaid += input ?? 0;
}

export interface AmountRanges {
  readonly input: Range;
  readonly cachedInput: Range;
  readonly output: Range;
  readonly total: Range;
}

/** What tokens cost at one price. Which of them are an image's, usage is not read for: any of them may be. */
export function amountsAt(tokens: Tokens, price: Price): AmountRanges {
  const isOpen = tokens.unmetered > 0;
  const fresh = [price.input, ...given(price.image)];
  const known = rangeOf(tokens.input - tokens.cached - tokens.unsaid, fresh, isOpen);
  const unsaid = rangeOf(tokens.unsaid, [...fresh, ...given(price.cachedInput)], isOpen);
  const input = sumOf([known, unsaid]);
  const cachedInput = rangeOf(tokens.cached, [price.cachedInput ?? price.input], isOpen);
  const output = rangeOf(tokens.output, [price.output], isOpen);
  return { input, cachedInput, output, total: sumOf([input, cachedInput, output]) };
}

const given = (price: number | null): readonly number[] => (price === null ? [] : [price]);

function rangeOf(tokens: number, prices: readonly number[], isOpen: boolean): Range {
  const [least, most] = [Math.min(...prices), Math.max(...prices)];
  return { least: picosOf(tokens, least), most: isOpen ? null : picosOf(tokens, most) };
}

/** Whichever of the two it is. */
export function eitherOf(a: AmountRanges, b: AmountRanges): AmountRanges {
  const widest = (key: 'input' | 'cachedInput' | 'output'): Range => {
    const [first, second] = [a[key], b[key]];
    return {
      least: first.least < second.least ? first.least : second.least,
      most:
        first.most === null || second.most === null
          ? null
          : first.most > second.most
            ? first.most
            : second.most,
    };
  };
  const [input, cachedInput, output] = [widest('input'), widest('cachedInput'), widest('output')];
  return { input, cachedInput, output, total: sumOf([input, cachedInput, output]) };
}

export function sumOf(ranges: readonly Range[]): Range {
  return ranges.reduce(
    (sum, { least, most }) => ({
      least: sum.least + least,
      most: sum.most === null || most === null ? null : sum.most + most,
    }),
    { least: 0n, most: 0n },
  );
}

export function sumOfAmounts(all: readonly AmountRanges[], isOpen: boolean): AmountRanges {
  const sum = (key: keyof AmountRanges): Range => {
    const { least, most } = sumOf(all.map((amounts) => amounts[key]));
    return { least, most: isOpen ? null : most };
  };
  return { input: sum('input'), cachedInput: sum('cachedInput'), output: sum('output'), total: sum('total') };
}

export function shownAmounts({ input, cachedInput, output, total }: AmountRanges): Amounts {
  return {
    input: shownRange(input),
    cachedInput: shownRange(cachedInput),
    output: shownRange(output),
    total: shownRange(total),
  };
}

export function shownRange({ least, most }: Range): MoneyRange {
  return { least: decimalOf(least), most: most === null ? null : decimalOf(most) };
}
