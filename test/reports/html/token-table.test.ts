import { expect, it } from 'vitest';
import type { TargetDetail } from '../../../src/contract/runs/run-detail.ts';
import { renderHtml } from '../../../src/reports/html/render-html.tsx';
import { report } from '../sample-report.ts';
import { detail } from './sample-page.ts';
import { textOf } from './text-of.ts';

const shownOf = (differs: Partial<TargetDetail>): string => {
  const targets = detail().targets.map((target) => ({ ...target, ...differs }));
  return textOf(renderHtml({ report: report(), detail: detail({ targets }), gate: null }));
};

it('a target that answered nothing has no tokens that were counted, and not none that it took', () => {
  const text = shownOf({ inputTokens: null, outputTokens: null, cachedTokens: null });
  expect(text).toContain('answers without both counts vllm-scout - - - - 0');
});

it('what a server counts is shown where it counts no more than that', () => {
  const text = shownOf({ inputTokens: null, outputTokens: 1_234, cachedTokens: null, uncounted: 5 });
  expect(text).toContain('vllm-scout - - 1,234 - 5');
});
