import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Price } from '../../src/contract/cost.ts';
import { estimate } from '../../src/cost/estimate.ts';
import { costOf } from '../../src/cost/invoice.ts';
import { priceOf } from '../../src/cost/price-of.ts';
import { money } from '../../src/reports/describe-cost.ts';
import { target } from '../reports/sample-report.ts';

const PRICE: Price = {
  target: 'vllm',
  host: null,
  model: null,
  currency: 'USD',
  input: 170_000,
  output: 660_000,
  cachedInput: null,
  image: null,
  source: 'https://example.com/prices',
  retrieved: '2026-11-26',
};

const used = (inputTokens: number, outputTokens: number, unmetered = 0) =>
  target('vllm', { metered: { attempts: 120, unmetered, inputTokens, outputTokens } });

/** An exact decimal as millionths of millionths. */
function picos(amount: string | null | undefined): bigint {
  const [whole = '', fraction = ''] = (amount ?? 'none').split('.');
  return BigInt(whole + fraction.padEnd(12, '0'));
}

describe('an invoice', () => {
  it('is tokens at their price, to the last digit', () => {
    const { invoice, accepted } = costOf(used(12_000, 6_000), PRICE);
    expect(invoice).toMatchObject({
      input: { least: '0.00204', most: '0.00204' },
      output: { least: '0.00396', most: '0.00396' },
      total: { least: '0.006', most: '0.006' },
      perAccepted: { least: '0.00005', most: '0.00005' },
    });
    expect(accepted).toBe(120);
  });

  it('has parts that add up to its total, whatever the tokens and prices', () => {
    const whole = fc.maxSafeNat();
    const micros = fc.nat(1_000_000_000_000);
    fc.assert(
      fc.property(whole, whole, micros, micros, fc.option(micros), (input, output, a, b, cachedInput) => {
        const { invoice } = costOf(used(input, output), { ...PRICE, input: a, output: b, cachedInput });
        for (const end of ['least', 'most'] as const) {
          const [parts, total] = [[invoice?.input[end], invoice?.output[end]], invoice?.total[end]];
          expect(parts.reduce((sum, part) => sum + picos(part), 0n)).toBe(picos(total));
        }
        const [each, total] = [picos(invoice?.perAccepted?.most), picos(invoice?.total.most)];
        // Rounded up to a millionth, for each of 120.
        expect(each * 120n - total).toBeGreaterThanOrEqual(0n);
        expect(each * 120n - total).toBeLessThan(120n * 1_000_000n);
      }),
    );
  });

  it('has no upper end where nobody counted the tokens of an attempt, and spans prices that may be meant', () => {
    expect(costOf(used(12_000, 6_000, 1), PRICE).invoice?.total).toEqual({ least: '0.006', most: null });
    expect(costOf(used(12_000, 6_000, 1), PRICE).qualityPerThousandTokens).toBeNull();
    const cached = costOf(used(12_000, 6_000), { ...PRICE, cachedInput: 85_000 });
    expect(cached.invoice?.input).toEqual({ least: '0.00102', most: '0.00204' });
    expect(cached.qualityPerThousandTokens).toBeCloseTo(0.975 / (18_000 / 120 / 1_000), 12);
  });

  it('is unknown without a price or a count, and never 0', () => {
    expect(costOf(used(12_000, 6_000), null).invoice).toBeNull();
    expect(costOf(target('vllm', { metered: null }), PRICE).invoice).toBeNull();
    const none = target('vllm', { counts: { ...target('vllm').counts, passed: 0 } });
    expect(costOf(none, PRICE).invoice?.perAccepted).toBeNull();
  });
});

describe('a price', () => {
  it("is a target's own before that of its model at its host, and no other's", () => {
    const ofModel = { ...PRICE, target: null, host: 'nim', model: 'scout' };
    const nim = { id: 'n', provider: 'openai-compatible', server: 'nim', model: { id: 'scout' } };
    expect(priceOf([ofModel, { ...PRICE, target: 'n' }], nim)?.target).toBe('n');
    expect(priceOf([ofModel], nim)).toBe(ofModel);
    expect(priceOf([ofModel], { ...nim, server: 'vllm' })).toBeNull();
    expect(priceOf([PRICE], nim)).toBeNull();
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
