import { expect, it } from 'vitest';
import type { RunDetail } from '../../../src/contract/runs/run-detail.ts';
import { renderHtml } from '../../../src/reports/html/render-html.tsx';
import { report, target } from '../sample-report.ts';
import { detail, savings } from './sample-page.ts';
import { textOf } from './text-of.ts';

const pageWith = (saved: RunDetail['savings']): string =>
  renderHtml({ report: report(), detail: detail({ savings: saved }), gate: null });

it('a page says what a cache and shorter inputs would have saved, as shares of the input, with a bar each', () => {
  const html = pageWith([savings()]);
  const text = textOf(html);
  expect(text).toContain('What would have been saved');
  expect(text).toContain('vllm-scout of 40 attempts whose input was counted');
  expect(text).toContain('cache of 30 min 12 60,000 25% - 0.0072 USD');
  expect(text).toContain('inputs cut to 4,000 tokens 10 120,000 50% 9 0.0012 to 0.0024 USD');
  expect(html.match(/<rect class="part"[^>]*width="[^"]+"/g)?.map((bar) => bar.split('"').at(-2))).toEqual([
    '100.0',
    '100.0',
    '25.0',
    '50.0',
  ]);
});

it('what would have been saved is unknown where a price is, or when requests were sent, and nothing where there is nothing', () => {
  const { savings: known } = savings();
  const trim = known.trim.map((row) => ({ ...row, saved: null }));
  const unknown = textOf(
    pageWith([{ target: '<b>', currency: null, savings: { ...known, cache: null, trim } }]),
  );
  expect(unknown).toContain('<b> of 40 attempts');
  expect(unknown).toContain('caches: unknown, for when its requests were sent is not known');
  expect(unknown).toContain('9 unknown: no price is known');
  const none = { requests: 0, inputTokens: 0, cache: [], trim: known.trim.map(untouched) };
  expect(textOf(pageWith([{ target: 'a', currency: 'USD', savings: none }]))).toContain(
    'inputs cut to 4,000 tokens 0 0 - 0 nothing',
  );
});

it('a page without prices says nothing of savings', () => {
  expect(pageWith([])).not.toContain('id="savings"');
});

it('quality stands beside the tokens that were billed for it, and is unknown where some were not counted', () => {
  const metered = { attempts: 120, unmetered: 2, inputTokens: 12_000, outputTokens: 6_000 };
  const text = textOf(
    renderHtml({
      report: report({
        targets: [target('whole'), target('part', { metered }), target('old', { metered: null })],
      }),
      detail: detail(),
      gate: null,
    }),
  );
  expect(text).toContain('whole 0.975 120 0 18,000 6.500 100%');
  expect(text).toContain('part 0.975 120 2 at least 18,000 unknown -');
  expect(text).toContain('old 0.975 unknown unknown unknown unknown -');
});

it('a run of which nobody counted a token has no quality for tokens', () => {
  const metered = { attempts: 4, unmetered: 4, inputTokens: 0, outputTokens: 0 };
  const html = renderHtml({
    report: report({ targets: [target('none', { metered })] }),
    detail: detail(),
    gate: null,
  });
  expect(html).not.toContain('Quality for billed tokens');
});

function untouched(row: RunDetail['savings'][number]['savings']['trim'][number]) {
  return { ...row, requests: 0, accepted: 0, tokens: 0, saved: { least: '0', most: '0' } };
}
