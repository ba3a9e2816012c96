import { expect, it } from 'vitest';
import { renderHtml } from '../../../src/reports/html/render-html.tsx';
import { report } from '../sample-report.ts';
import { detail } from './sample-page.ts';
import { textOf } from './text-of.ts';

it('a target that answered nothing has no tokens that were counted, and not none that it took', () => {
  const targets = detail().targets.map((target) => ({
    ...target,
    inputTokens: 0,
    outputTokens: 0,
    cachedTokens: null,
  }));
  const text = textOf(renderHtml({ report: report(), detail: detail({ targets }), gate: null }));
  expect(text).toContain('answers that count none vllm-scout - - - - 0');
});
