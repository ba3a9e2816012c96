import * as fc from 'fast-check';
import { parse, type DefaultTreeAdapterMap, type ParserError } from 'parse5';
import { describe, expect, it } from 'vitest';
import { UNASKED } from '../../../src/contract/wires/carriage.ts';
import type { LedgerBody, LedgerEntry } from '../../../src/contract/rollout/ledger.ts';
import type { WireEvidence } from '../../../src/contract/wires/wire.ts';
import { longBodies } from '../../../src/reports/html/long-bodies.ts';
import type { KeptDecision } from '../../../src/contract/runs/history.ts';
import { renderHtml } from '../../../src/reports/html/render-html.tsx';
import { hostileText } from '../hostile-text.ts';
import { report } from '../sample-report.ts';
import { decision, detail, failedPage, row } from './sample-page.ts';

type Node = DefaultTreeAdapterMap['node'];

/** Every element of a page, and what is wrong with its spelling. */
function read(html: string): {
  readonly tags: readonly string[];
  readonly errors: readonly ParserError[];
  readonly text: string;
} {
  const errors: ParserError[] = [];
  const tags: string[] = [];
  const texts: string[] = [];
  const visit = (node: Node): void => {
    if ('tagName' in node) {
      tags.push(node.tagName);
      for (const { name } of node.attrs) if (name.startsWith('on')) tags.push(`${node.tagName} ${name}`);
    }
    if ('value' in node) texts.push(node.value);
    if ('childNodes' in node && !('tagName' in node && /^(?:script|style)$/.test(node.tagName)))
      node.childNodes.forEach(visit);
  };
  visit(parse(html, { onParseError: (error) => errors.push(error) }));
  return { tags, errors, text: texts.join(' ') };
}

const entry = (seq: number, body: LedgerBody): LedgerEntry => ({
  seq,
  previous: null,
  at: '2026-11-02T10:00:00.000Z',
  boot: null,
  upMs: 1,
  by: 'Ada <b>',
  body,
});

const textWithDetail = (differs: Partial<ReturnType<typeof detail>>): string =>
  read(renderHtml({ report: report(), detail: detail(differs), gate: null })).text;

const textWith = (settings: string | null): string => textWithDetail({ settings });

/** A page in which this is the name of whatever a project names. */
function namedPage(text: string): ReturnType<typeof read> {
  const sides = { migration: text, baseline: text, candidate: text, dimensions: [] };
  const named = detail({
    comparisons: [
      { ...sides, problem: text },
      { ...sides, problem: null },
    ],
    loose: { anything: [text], 'empty-objects': [text] },
    unread: [{ migration: text, of: 1, fields: [text] }],
  });
  return read(renderHtml({ report: report(), detail: named, gate: null }));
}

describe('a page', () => {
  it('is spelt without one error', () => {
    const pages = [
      { report: report(), detail: detail(), gate: null },
      { report: report(), detail: detail(), gate: decision() },
      failedPage('{"a":1}', '{"a":2}'),
    ];
    expect(pages.map((parts) => read(renderHtml(parts)).errors)).toEqual([[], [], []]);
  });

  it('shows hostile text as text: no element, no attribute and no error comes of it', () => {
    const tame = read(renderHtml(failedPage('x')))
      .tags.filter((tag) => !/^(?:mark|span|li|code)$/.test(tag))
      .toSorted();
    fc.assert(
      fc.property(hostileText, (text) => {
        const { tags, errors } = read(renderHtml(failedPage(text)));
        expect(errors).toEqual([]);
        expect(tags.filter((tag) => !/^(?:mark|span|li|code)$/.test(tag)).toSorted()).toEqual(tame);
      }),
      { numRuns: 60 },
    );
  });

  it('lets nothing be loaded, and runs its own script and style alone', () => {
    const html = renderHtml(failedPage('<img src=https://evil.example/a.png onerror=alert(1)>'));
    expect(html).toMatch(
      /content="default-src 'none'; style-src 'sha256-[^"]+; script-src 'sha256-[^"]+; base-uri 'none'/,
    );
    expect(html).not.toMatch(/<(?:img|link|iframe|object|embed|base|form)\b/);
    expect(html.match(/<script/g)).toHaveLength(2);
  });

  it('names its parts at its top, each by a link to one that is there', () => {
    const html = renderHtml(failedPage('it is wrong'));
    const [nav = ''] = /<nav.*?<\/nav>/s.exec(html) ?? [];
    const linked = [...nav.matchAll(/href="#([^"]+)"/g)].map(([, id = '']) => id);
    expect(linked).toContain('failures');
    expect(linked).not.toContain('criteria');
    expect(linked.filter((id) => !html.includes(`<section id="${id}"`))).toEqual([]);
  });

  it('has the verdict first and what speaks against trusting it before any number', () => {
    const { text } = read(
      renderHtml({
        report: report({ synthetic: true }, { source: 'simulate' }),
        detail: detail(),
        gate: null,
      }),
    );
    const parts = ['PASS', 'SYNTHETIC', 'Reasons not to trust this run', 'target planned', 'within 2\u00A0s'];
    const places = parts.map((words) => text.indexOf(words));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('says of a gate what is asked, what was measured and how sure that is', () => {
    const { text } = read(renderHtml({ report: report(), detail: detail(), gate: decision() }));
    for (const words of ['CLOSED', 'nim-scout', 'vllm-scout', '≥ 95%', '90%', '85% to 94%', '✗ fails'])
      expect(text).toContain(words);
  });

  it('marks the quantiles of both sides that traffic moves between, and of nobody else', () => {
    const target = report().summary.targets[0] ?? never();
    const targets = ['nim-scout', 'vllm-scout', 'tgi-scout'].map((id) => ({ ...target, id }));
    const timed = detail().targets[0] ?? never();
    const details = targets.map(({ id }) => ({ ...timed, id }));
    const both = detail({
      targets: details,
      migrations: [{ id: 'm', baseline: 'nim-scout', candidate: 'vllm-scout' }],
    });
    const html = renderHtml({ report: report({ targets }), detail: both, gate: null });
    expect(html.match(/<circle/g)).toHaveLength(4);
    expect(read(html).text).toMatch(/p95 .* within 2\u00A0s/s);
    const none = renderHtml({ report: report({ targets }), detail: { ...both, migrations: [] }, gate: null });
    expect(none).not.toContain('<circle');
  });

  it('writes the earlier of two quantiles to its left and the later to its right, so that they stand apart', () => {
    const target = report().summary.targets[0] ?? never();
    const timed = detail().targets[0] ?? never();
    const at = (id: string, p50Ms: number, p95Ms: number) => ({
      ...target,
      id,
      latency: { ...target.latency, p50Ms, p95Ms },
    });
    const targets = [at('nim-scout', 300, 938), at('vllm-scout', 400, 812)];
    const both = detail({
      targets: targets.map(({ id }) => ({ ...timed, id })),
      migrations: [{ id: 'm', baseline: 'nim-scout', candidate: 'vllm-scout' }],
    });
    const html = renderHtml({ report: report({ targets }), detail: both, gate: null });
    const written = [...html.matchAll(/text-anchor="(start|end)">(p\d\d \d+ ms)/g)].map(
      ([, anchor, words]) => `${words} ${anchor}`,
    );
    expect(written).toEqual(['p50 300 ms end', 'p95 938 ms start', 'p50 400 ms start', 'p95 812 ms end']);
  });

  it('has a table of what befell exchanges, with a cell for each target', () => {
    const target = report().summary.targets[0] ?? never();
    const targets = [
      {
        ...target,
        id: 'a',
        errorKinds: { rate_limited: 3 },
        truncation: { ...target.truncation, 'stream-cut': 2 },
      },
      { ...target, id: 'b' },
    ];
    const carriage = [
      { target: 'a', feature: 'topP', counts: { ...UNASKED, defaulted: 4, lossless: 5 } },
      { target: 'a', feature: 'usage.cachedTokens', counts: { ...UNASKED, dropped: 9 } },
      { target: 'b', feature: 'topP', counts: { ...UNASKED, lossless: 8 } },
    ];
    const befell = report({ targets, carriage });
    const { text } = read(renderHtml({ report: befell, detail: detail(), gate: null }));
    expect(text).toMatch(/rate_limited 3 -/);
    expect(text).toMatch(/stream-cut 2 -/);
    expect(text).toMatch(/dropped usage\.cachedTokens: the wire has no place for it 9 -/);
    expect(text).toMatch(/defaulted topP: requests leave it open 4 -/);
    expect(text).toMatch(/lossless, by things asked 5 8/);
  });

  it('tells the history of a rollout, the newest first, or why its ledger is not believed', () => {
    const entries = [
      entry(1, { kind: 'start', migration: 'm', baseline: 'old', candidate: 'new', policy: 'standard' }),
      entry(2, { kind: 'rollback', reason: '<script>alert(1)</script>', because: null }),
    ];
    const page = (problem: string | null): string =>
      renderHtml({
        report: report(),
        detail: detail({ rollouts: [{ migration: 'm', entries: problem === null ? entries : [], problem }] }),
        gate: null,
      });
    const { text, tags, errors } = read(page(null));
    expect(text).toMatch(
      /rollback Ada <b> <script>alert\(1\)<\/script> .*start Ada <b> old to new, policy standard/s,
    );
    expect([tags.includes('b'), errors]).toEqual([false, []]);
    expect(read(page('line 2 of the ledger is torn')).text).toContain('line 2 of the ledger is torn');
  });

  it('shows how far two sides differ beside how far the baseline differs from itself, or that nobody knows', () => {
    const sides = { migration: 'move', baseline: 'nim-scout', candidate: 'vllm-scout', problem: null };
    const bounds = { prompts: 60, differing: 3, rate: 0.05, low: 0.017, high: 0.137 };
    const pageWith = (noise: number | null, evidence: number | null): string => {
      const dimensions = [{ dimension: 'values' as const, ...bounds, noise, evidence }];
      return textWithDetail({ comparisons: [{ ...sides, dimensions }] });
    };
    expect(pageWith(2, 0.5)).toMatch(/values 60 3 5% +\[1-14%\] 2 0\.50 /);
    expect(pageWith(2, 0.5)).toContain('Noise is on how many prompts the baseline differs from itself.');
    expect(pageWith(null, null)).toMatch(/values 60 3 5% +\[1-14%\] not known - /);
    expect(pageWith(null, null)).toContain('its own noise is not known');
    expect(textWithDetail({ comparisons: [{ ...sides, dimensions: [] }] })).toContain(
      'No dimension differs.',
    );
    const refused = { ...sides, dimensions: [], problem: 'run x is a part of a run' };
    expect(textWithDetail({ comparisons: [refused] })).toContain(
      'They were not compared: run x is a part of a run',
    );
    expect(textWithDetail({})).toContain('asked both sides of no migration');
  });

  it('says which schemas ask for nothing, and which fields nobody reads', () => {
    const names = Array.from({ length: 9 }, (_, at) => `/field-${at}`);
    const text = textWithDetail({
      loose: { anything: ['free-form'], 'empty-objects': ['note-1', 'note-2'] },
      unread: [
        { migration: 'move', of: 12, fields: names },
        { migration: 'back', of: 12, fields: null },
        { migration: 'all-read', of: 12, fields: [] },
      ],
    });
    expect(text).toContain('The schema of free-form accepts any JSON');
    expect(text).toContain('No object in the schema of note-1, note-2 needs a key');
    expect(text).toContain(
      'Of 12 fields that answers have, no declared consumer of move reads 9: /field-0, ',
    );
    expect(text).toContain('/field-5 and 3 more. A difference there');
    expect(text).toContain('No consumer of back is declared');
    expect(text).not.toContain('all-read');
  });

  it('shows as text what is written where sides, schemas and fields are named', () => {
    const tame = namedPage('x').tags;
    fc.assert(
      fc.property(hostileText, (text) => {
        const { tags, errors } = namedPage(text);
        expect([tags, errors]).toEqual([tame, []]);
      }),
      { numRuns: 60 },
    );
  });

  it('says what gates said of the run, whatever stands in a sentence', () => {
    const side = { run: 'r', target: 't' };
    const kept = {
      migration: '<b>m</b>',
      policy: 'default',
      synthetic: true,
      baseline: side,
      candidate: side,
    };
    const decisions: readonly KeptDecision[] = [
      {
        schemaVersion: 1,
        id: 'd',
        judgedAt: '2026-11-26T14:00:00.000Z',
        version: '1.2.3',
        stage: 'shadow',
        verdict: 'closed',
        sentence: '<script>alert(1)</script> breaks',
        runs: ['r'],
        criteria: [],
        ...kept,
      },
    ];
    const parts = { report: report(), detail: detail({ decisions }), gate: null };
    const { text, tags, errors } = read(renderHtml(parts));
    expect(text).toMatch(/shadow closed, SYNTHETIC <b>m<\/b> <script>alert\(1\)<\/script> breaks 1\.2\.3/);
    expect([tags.includes('b'), errors]).toEqual([false, []]);
  });

  it('shows the configuration as it came out, or says that it is not at hand', () => {
    expect(textWith('source: live\n')).toContain('source: live');
    expect(textWith(null)).toContain(
      'The configuration is not shown: it was changed since this run, or is not at hand.',
    );
  });

  it('cuts a long response, and says in which file beside it that response stands whole', () => {
    const parts = failedPage('x');
    const [example = never()] = parts.detail.examples;
    const { exchange } = example.record;
    if (exchange === null) return never();
    const evidence: WireEvidence = {
      request: { method: 'POST', url: 'http://h', headers: {}, body: null },
      status: 200,
      headers: {},
      bytes: 40_000,
      chunkEnds: [40_000],
      chunkAtMs: [1],
      end: 'fin',
      body: { text: `begin ${'x'.repeat(40_000)} end` },
    };
    const long = { ...example, record: { ...example.record, exchange: { ...exchange, evidence } } };
    const whole = { ...parts, detail: { ...parts.detail, examples: [long, long] } };
    const [file = never(), ...others] = longBodies(whole.detail);
    expect(others).toEqual([]);
    expect(file.content).toMatch(/begin x{40000} end\n$/);
    const html = renderHtml(whole);
    expect(html).toContain(`href="report-bodies/${file.name}"`);
    expect(html).not.toContain('x'.repeat(12_001));
    expect(longBodies(parts.detail)).toEqual([]);
    expect(renderHtml(parts)).not.toContain('report-bodies');
  });

  it('marks where an answer is not what was approved', () => {
    const html = renderHtml(failedPage('the total is 12', 'the total is 21'));
    expect(html).toContain('<mark>12</mark>');
    expect(html).toContain('<mark>21</mark>');
  });

  it.each<[string, Partial<ReturnType<typeof detail>>, string]>([
    ['planted faults', { isPlanted: true }, 'Faults were planted'],
    ['one mode', { modes: ['send'] }, 'nothing is known of streams'],
    ['a selection of prompts', { isSelection: true }, 'Only some prompts'],
  ])('tells of %s', (_what, differs, words) => {
    const page = renderHtml({ report: report(), detail: detail(differs), gate: null });
    expect(read(page).text).toContain(words);
  });

  it('stays under 3 MB with 8,000 exchanges of 500 prompts', () => {
    const cases = Array.from({ length: 8_000 }, (_, at) =>
      row({
        id: `target-${at % 8}/prompt-${at % 500}/send/${at}`,
        finding: at % 3 === 0 ? `it departs at /items/${at}` : null,
      }),
    );
    const prompts = Array.from({ length: 4_000 }, (_, at) => ({
      target: `target-${at % 8}`,
      promptId: `prompt-${Math.floor(at / 8)}`,
      hasSchema: true,
      planned: 2,
      matched: 2,
      failed: at % 9 === 0 ? 1 : 0,
      errored: 0,
      skipped: 0,
      unproven: 0,
      missing: 0,
      retried: 0,
      truncated: 0,
      latencyMs: 200,
      firstFinding: null,
      example: null,
    }));
    const targets = Array.from({ length: 8 }, (_, at) => ({
      ...(report().summary.targets[0] ?? never()),
      id: `target-${at}`,
    }));
    const html = renderHtml({ report: report({ prompts, targets }), detail: detail({ cases }), gate: null });
    expect(html.length).toBeLessThan(3_000_000);
  });
});

function never(): never {
  throw new Error('the sample report has targets');
}
