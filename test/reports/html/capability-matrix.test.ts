import { expect, it } from 'vitest';
import type { CapabilityFile } from '../../../src/contract/probe/capability-file.ts';
import { renderHtml } from '../../../src/reports/html/render-html.tsx';
import { report } from '../sample-report.ts';
import { detail, probed } from './sample-page.ts';
import { textOf } from './text-of.ts';

const page = (...files: readonly CapabilityFile[]): string =>
  renderHtml({ report: report(), detail: detail({ probed: files }), gate: null });

it('a page says what probes found of its targets, when, and whether of a simulator', () => {
  const { endpoint } = probed();
  const other = probed({
    source: 'simulate',
    at: '2026-11-02T11:30:00.000Z',
    endpoint: { ...endpoint, target: 'nim' },
    bits: probed().bits.slice(0, 1),
    lies: [],
  });
  const text = textOf(page(probed(), other));
  expect(text).toContain('found by probe vllm 2026-11-01 10:00 nim 2026-11-02 11:30 SYNTHETIC');
  expect(text).toContain('sampling stop yes yes seed NO, ignored - From');
  expect(text).toContain('LIE vllm: seed is accepted and ignored');
});

it('what is written in a capability file is text', () => {
  const bits = probed().bits.map((each) => ({ ...each, bit: '<b>bit' }));
  const html = page(probed({ bits, lies: ['<script>alert(1)</script>'] }));
  expect(html).toContain('&lt;b>bit');
  expect(html).toContain('&lt;script>alert(1)');
});

it('a page whose configuration names no capability file has no place for them', () => {
  expect(page()).not.toContain('id="probed"');
});

it('an output cap of which nothing was proved is no number that there may be more of', () => {
  const output = { proved: null, requested: 256, served: null, end: 'no-answer', exchanges: [] } as const;
  expect(textOf(page(probed({ output })))).toContain('output tokens unknown, then no answer');
});
