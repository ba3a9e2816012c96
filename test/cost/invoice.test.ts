import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Price } from '../../src/contract/cost/cost.ts';
import type { Leg } from '../../src/contract/exchanges/leg.ts';
import { estimate } from '../../src/cost/estimate.ts';
import { pricesWithin, priceOf } from '../../src/cost/price-of.ts';
import { money } from '../../src/reports/words/describe-cost.ts';
import { asking, AT_ONCE, costed, picos, PRICE } from './billed.ts';

const legOf = ({ repetition }: { readonly repetition: number }): Leg =>
  repetition === 1 ? 'answers' : 'a/a';

const KINDS = ['input', 'cachedInput', 'output'] as const;

describe('an invoice', () => {
  it('is tokens at their price, to the last digit', () => {
    const { invoice, accepted } = costed([asking(), asking({ prompt: 'other', state: 'failed' })], [PRICE]);
    expect(invoice).toMatchObject({
      input: { least: '0.00408', most: '0.00408' },
      cachedInput: { least: '0', most: '0' },
      output: { least: '0.00792', most: '0.00792' },
      total: { least: '0.012', most: '0.012' },
      perAccepted: { least: '0.012', most: '0.012', prompts: 2 },
    });
    expect(accepted).toBe(1);
  });

  it('charges cached input once, at the price that it has, and never more of it than there was', () => {
    const cached = { ...PRICE, cachedInput: 85_000 };
    const { invoice } = costed([asking({ usage: { cachedTokens: 4_000 } })], [cached]);
    expect(invoice).toMatchObject({
      input: { least: '0.00136', most: '0.00136' },
      cachedInput: { least: '0.00034', most: '0.00034' },
      total: { least: '0.00566', most: '0.00566' },
      lines: [{ inputTokens: 12_000, cachedTokens: 4_000 }],
    });
    const odd = costed([asking({ usage: { cachedTokens: 12_001 } })], [cached]);
    expect(odd.invoice?.input).toEqual({ least: '0.00102', most: '0.00204' });
    // Where cached input has no price of its own, it is input.
    expect(costed([asking({ usage: { cachedTokens: 4_000 } })], [PRICE]).invoice?.total.most).toBe('0.006');
  });

  it('has parts and lines that add up to its total, whatever the tokens, the prices and the times', () => {
    const micros = fc.nat(1_000_000_000_000);
    const tokens = fc.option(fc.nat(1e12), { nil: null });
    const asked = fc.record({
      prompt: fc.constantFrom('a', 'b', 'c'),
      state: fc.constantFrom('passed', 'failed'),
      repetition: fc.constantFrom(1, 2),
      sentMs: fc.nat(20_000),
      failedTries: fc.nat(2),
      usage: fc.record({ inputTokens: tokens, outputTokens: tokens, cachedTokens: tokens }),
    });
    const change = new Date(AT_ONCE.fromMs + 10_000).toISOString();
    fc.assert(
      fc.property(
        fc.array(asked, { minLength: 1 }),
        fc.tuple(micros, micros, fc.option(micros), fc.option(micros)),
        fc.constantFrom('one', 'two', 'gap'),
        ([...askings], [input, output, cachedInput, image], kind) => {
          const first = { ...PRICE, input, output, cachedInput, image };
          const prices: readonly Price[] =
            kind === 'one'
              ? [first]
              : [{ ...first, to: change }, ...(kind === 'two' ? [{ ...PRICE, from: change }] : [])];
          const cost = costed(askings.map(asking), prices, AT_ONCE, legOf);
          const { invoice, attempts, unpriced } = cost;
          if (invoice === null) {
            expect(unpriced).toBe(attempts);
            return;
          }
          const isOpen = cost.unmetered > 0 || unpriced > 0;
          expect(invoice.total.most === null).toBe(isOpen);
          const ends = isOpen ? (['least'] as const) : (['least', 'most'] as const);
          for (const end of ends) {
            const total = picos(invoice.total[end]);
            expect(KINDS.reduce((sum, part) => sum + picos(invoice[part][end]), 0n)).toBe(total);
            const lines = invoice.lines.map(({ amounts }) => picos(amounts?.total[end] ?? '0'));
            expect(lines.reduce((sum, line) => sum + line, 0n)).toBe(total);
          }
          const sum = invoice.lines.reduce((all, line) => all + line.attempts, 0);
          expect([sum, picos(invoice.total.least) >= 0n]).toEqual([attempts, true]);
        },
      ),
    );
  });

  it('is split where the price changes in the run, attempt by attempt', () => {
    const change = new Date(AT_ONCE.fromMs + 5_000).toISOString();
    const prices = [
      { ...PRICE, to: change },
      { ...PRICE, from: change, input: 340_000 },
    ];
    // The run began when its first request was queued, at 90 ms of its clock.
    const records = [asking(), asking({ sentMs: 5_089 }), asking({ sentMs: 5_090 })];
    const { invoice } = costed(records, prices);
    expect(invoice?.lines.map(({ attempts, prices: [price] }) => [attempts, price?.from])).toEqual([
      [2, null],
      [1, change],
    ]);
    expect(invoice?.input).toEqual({ least: '0.00816', most: '0.00816' });
    // When each was asked is not known of a run that was gone on with: either price may have held.
    const gone = costed(records, prices, { ...AT_ONCE, isExact: false });
    expect(gone.invoice?.input).toEqual({ least: '0.00612', most: '0.01224' });
  });

  it('is at least what is known where a price had ended, and unknown where none held at all', () => {
    const ended = { ...PRICE, to: new Date(AT_ONCE.fromMs + 5_000).toISOString() };
    const half = costed([asking(), asking({ sentMs: 60_000 })], [ended]);
    expect([half.invoice?.total, half.unpriced]).toEqual([{ least: '0.006', most: null }, 1]);
    expect(half.invoice?.perAccepted).toMatchObject({ most: null, high: null });
    const past = { ...PRICE, to: '2026-01-01T00:00:00.000Z' };
    expect(costed([asking()], [past])).toMatchObject({ invoice: null, unpriced: 1 });
    expect(costed([asking()], [ended], { ...AT_ONCE, isExact: false })).toMatchObject({
      invoice: null,
      unpriced: 1,
    });
  });

  it('keeps what was asked to know the noise apart, of which no accepted answer is paid', () => {
    const { invoice, accepted } = costed([asking(), asking({ repetition: 2 })], [PRICE], AT_ONCE, legOf);
    expect(invoice?.lines.map(({ leg, amounts }) => [leg, amounts?.total.most])).toEqual([
      ['answers', '0.006'],
      ['a/a', '0.006'],
    ]);
    expect([invoice?.total.most, invoice?.perAccepted?.most, accepted]).toEqual(['0.012', '0.006', 1]);
  });

  it('has no upper end where nobody counted the tokens of an attempt, retries among them', () => {
    const { invoice, unmetered, qualityPerThousandTokens } = costed([asking({ failedTries: 1 })], [PRICE]);
    expect([invoice?.total, unmetered]).toEqual([{ least: '0.006', most: null }, 1]);
    expect(qualityPerThousandTokens).toBeNull();
    expect(costed([asking()], [PRICE]).qualityPerThousandTokens).toBeCloseTo(0.975 / 18, 12);
  });

  it('is unknown without a price, and never 0; what nobody accepted has no price each', () => {
    expect(costed([asking()], []).invoice).toBeNull();
    expect(costed([asking({ state: 'failed' })], [PRICE]).invoice?.perAccepted).toBeNull();
    expect(costed([], [PRICE]).invoice).toBeNull();
  });
});

const boundsOf = (accepted: readonly boolean[]) => {
  const records = accepted.map((passed, at) =>
    asking({
      prompt: `p${at}`,
      state: passed ? 'passed' : 'failed',
      usage: { inputTokens: 10_000 + (at % 7) * 1_000 },
    }),
  );
  return costed(records, [PRICE]).invoice?.perAccepted;
};

describe('what an accepted answer costs', () => {
  it('is bounded over prompts, wider where fewer were asked or fewer were accepted', () => {
    const [few, many] = [20, 200].map((n) => boundsOf(Array.from({ length: n }, () => true)));
    const half = boundsOf(Array.from({ length: 200 }, (_, at) => at % 2 === 0));
    const width = (of: typeof few) => Number(of?.high) - Number(of?.low);
    for (const each of [few, many, half]) {
      expect(Number(each?.low)).toBeLessThan(Number(each?.least));
      expect(Number(each?.high)).toBeGreaterThan(Number(each?.most));
    }
    expect(width(few)).toBeGreaterThan(2 * width(many));
    expect(width(half)).toBeGreaterThan(width(many));
  });

  it('has no bounds of one prompt', () => {
    expect(boundsOf([true])).toMatchObject({ low: null, high: null, prompts: 1 });
  });
});

const NOW = Date.UTC(2026, 10, 26);

describe('a price', () => {
  it("is a target's own before that of its model at its host, and no other's", () => {
    const ofModel = { ...PRICE, target: null, host: 'nim', model: 'scout' };
    const nim = { id: 'n', provider: 'openai-compatible', server: 'nim', model: { id: 'scout' } };
    expect(priceOf([ofModel, { ...PRICE, target: 'n' }], nim, NOW)?.target).toBe('n');
    expect(priceOf([ofModel], nim, NOW)).toBe(ofModel);
    expect(priceOf([ofModel], { ...nim, server: 'vllm' }, NOW)).toBeNull();
    expect(priceOf([PRICE], nim, NOW)).toBeNull();
    // One of its own that has ended is no reason to take another's.
    const ended = { ...PRICE, target: 'n', to: '2026-01-01T00:00:00.000Z' };
    expect(priceOf([ofModel, ended], nim, NOW)).toBeNull();
  });

  it('holds from its first moment until before its last, and several may hold in a time', () => {
    const [day, next] = ['2026-11-26T00:00:00.000Z', '2026-11-27T00:00:00.000Z'];
    const prices = [
      { ...PRICE, from: next },
      { ...PRICE, to: day },
    ];
    const within = (from: number, to: number) => {
      const { prices: found, isAlways } = pricesWithin(prices, NOW + from, NOW + to);
      return [found.length, isAlways];
    };
    expect(within(-2, -1)).toEqual([1, true]);
    expect(within(-1, 0)).toEqual([1, false]);
    expect(within(0, 1)).toEqual([0, false]);
    expect(within(-1, 86_400_000)).toEqual([2, false]);
    expect(pricesWithin([prices[0] ?? PRICE, { ...PRICE, to: next }], NOW, NOW + 9e7).isAlways).toBe(true);
  });
});

describe('an estimate', () => {
  it('is at most what is asked, and unknown where a price is, or where currencies differ', () => {
    const asked = { inputTokens: 1_000, outputTokens: 500, price: PRICE };
    expect(estimate([asked])).toEqual({ currency: 'USD', amount: '0.0005' });
    expect(estimate([asked, { ...asked, price: { ...PRICE, cachedInput: 900_000 } }])?.amount).toBe(
      '0.00173',
    );
    expect(estimate([asked, { ...asked, price: null }])).toBeNull();
    expect(estimate([asked, { ...asked, price: { ...PRICE, currency: 'EUR' } }])).toBeNull();
    expect(estimate([])).toBeNull();
  });
});

it('an amount is shown to a millionth, and never as less than it is', () => {
  expect(['0', '12', '0.5', '0.0000001', '1.2345678', '1234.1'].map(money)).toEqual([
    '0.00',
    '12.00',
    '0.50',
    '0.000001',
    '1.234568',
    '1234.10',
  ]);
});
