import { expect, it } from 'vitest';
import type { Decision } from '../../../src/contract/gates/decision.ts';
import type { Figure, Trend } from '../../../src/contract/runs/history.ts';
import { renderHtml } from '../../../src/reports/html/render-html.tsx';
import { report } from '../sample-report.ts';
import { decision, detail } from './sample-page.ts';

const figure = (value: number | null): Figure => ({ value, low: null, high: null, n: 36 });

function trend(target: string, values: readonly (number | null)[], changedAt = -1): Trend {
  return {
    target,
    metric: 'schema-match',
    points: values.map((value, at) => ({
      run: `run-${at + 1}`,
      startedAt: '2025-04-01T00:00:00.000Z',
      kept: true,
      figure: figure(value),
      changed: at === changedAt,
    })),
  };
}

const page = (gate: Decision | null, ...trends: readonly Trend[]): string =>
  renderHtml({ report: report(), detail: detail({ trends }), gate });

const LINES = /<svg class="spark"[\s\S]*?<\/svg><span>[^<]*/g;

it('a target has the line of its runs, with the same in words and a ring where it changed', () => {
  const [line = '', ...others] = page(null, trend('vllm-scout', [1, 0.5, 1], 1)).match(LINES) ?? [];
  expect(line).toContain(
    '</svg><span>schema match 100% to 100% over 3 runs, changed beyond its interval in run-2',
  );
  expect(line).toMatch(/<path class="curve" d="M3,3L50,19L97,3"/);
  expect(line.match(/class="ring"/g)).toHaveLength(1);
  expect(others).toEqual([]);
});

it('a line has a gap where nothing is known, and runs along the middle where nothing changed', () => {
  expect(page(null, trend('vllm-scout', [1, null, 1])).match(LINES)?.[0]).toMatch(/d="M3,11ZM97,11Z"/);
  expect(page(null, trend('vllm-scout', [null, null])).match(LINES)?.[0]).toContain('schema match - to -');
});

it('the criteria have the lines of the candidate, each of what it is about', () => {
  const gate = decision();
  const { target } = gate.candidate;
  const about = gate.criteria.filter(({ metric }) => metric === 'schema-match');
  expect(about.length).toBeGreaterThan(0);
  const html = page(gate, trend(target, [0.9, 0.8]));
  const ofCriteria = html.slice(html.indexOf('id="criteria"'), html.indexOf('id="targets"'));
  expect(ofCriteria.match(LINES)).toHaveLength(about.length);
  expect(page(gate, trend('another', [0.9, 0.8]))).not.toContain('candidate in the runs before');
});

it('there is no line, nor its column, where fewer than two runs were asked alike', () => {
  for (const html of [page(decision()), page(decision(), trend('vllm-scout', [1]))]) {
    expect(html.match(LINES)).toBeNull();
    expect(html).not.toContain('runs before');
  }
});
