import type { Invoice, MoneyRange, Price, TargetCost } from '../contract/cost.ts';
import type { Metered, TargetSummary } from '../contract/summary.ts';
import { decimalOf, picosOf, shareOf, type Picos } from './money.ts';

/** From the least that it can be to the most; null is without an upper end. */
interface Range {
  readonly least: Picos;
  readonly most: Picos | null;
}

/** What a target's attempts cost, by what its provider counted. What nobody counted, or priced, is unknown and never 0. */
export function costOf(
  { id, counts, quality, metered }: Pick<TargetSummary, 'id' | 'counts' | 'quality' | 'metered'>,
  price: Price | null,
): TargetCost {
  const accepted = counts.passed;
  const { attempts, unmetered, inputTokens, outputTokens } = metered ?? NOT_METERED;
  const tokens = inputTokens + outputTokens;
  const isKnown = metered !== null && unmetered === 0 && tokens > 0 && quality.score !== null;
  return {
    target: id,
    invoice: price === null || metered === null ? null : invoiceOf(metered, price, accepted),
    accepted,
    attempts,
    unmetered,
    qualityPerThousandTokens: isKnown ? ((quality.score ?? 0) * 1_000 * attempts) / tokens : null,
  };
}

const NOT_METERED: Metered = { attempts: 0, unmetered: 0, inputTokens: 0, outputTokens: 0 };

function invoiceOf(
  { unmetered, inputTokens, outputTokens }: Metered,
  price: Price,
  accepted: number,
): Invoice {
  const isOpen = unmetered > 0;
  // Which of them were cached, or are an image's, providers' usage is not read for: it may be any.
  const inputs = [price.input, price.cachedInput, price.image].filter((each) => each !== null);
  const input = rangeOf(inputTokens, inputs, isOpen);
  const output = rangeOf(outputTokens, [price.output], isOpen);
  const total = {
    least: input.least + output.least,
    most: input.most === null || output.most === null ? null : input.most + output.most,
  };
  const { currency, source, retrieved } = price;
  return {
    currency,
    source,
    retrieved,
    input: shown(input),
    output: shown(output),
    total: shown(total),
    perAccepted:
      accepted === 0
        ? null
        : shown({
            least: shareOf(total.least, accepted),
            most: total.most === null ? null : shareOf(total.most, accepted),
          }),
  };
}

function rangeOf(tokens: number, prices: readonly number[], isOpen: boolean): Range {
  const [least, most] = [Math.min(...prices), Math.max(...prices)];
  return { least: picosOf(tokens, least), most: isOpen ? null : picosOf(tokens, most) };
}

function shown({ least, most }: Range): MoneyRange {
  return { least: decimalOf(least), most: most === null ? null : decimalOf(most) };
}
