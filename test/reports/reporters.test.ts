import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { UNASKED } from '../../src/contract/wires/carriage.ts';
import type { Report } from '../../src/contract/runs/report.ts';
import { isReporterName, REPORTERS } from '../../src/reports/formats/registry.ts';
import { parseXml } from './check-xml.ts';
import { hostileText } from './hostile-text.ts';
import { counts, group, promptRow, report, target } from './sample-report.ts';

const failing = report(
  {
    verdict: 'fail',
    counts: counts({ planned: 240, passed: 226, failed: 12, errored: 2 }),
    targets: [
      target('vllm-scout', {
        broken: 12,
        counts: counts({ planned: 120, passed: 106, failed: 12, errored: 2 }),
        schemaMatch: {
          matched: 30,
          planned: 36,
          rate: 30 / 36,
          low: 0.6811,
          high: 0.9213,
          firstTry: 0.8,
          exchanges: { matched: 60, planned: 72 },
          tolerant: { matched: 33, rate: 33 / 36 },
          unenforced: 2,
        },
        jsonHabits: { 'schema/fenced': 3, 'schema/number-as-text': 12 },
        errorKinds: { rate_limited: 2 },
        latency: { p50Ms: 210.4, p95Ms: null, p99Ms: null, unanswered: 7, of: 120, deadlineMs: 300_000 },
        timeToFirstToken: { p50Ms: 90.4, p95Ms: null, unanswered: 5, of: 60, deadlineMs: null },
        retries: 3,
      }),
      target('nim-scout'),
    ],
    groups: [group(), group({ code: 'stream/incomplete', pointer: '', count: 1, targets: ['vllm-scout'] })],
    notes: [
      group({ code: 'stream/no-final-blank-line', pointer: '', message: 'the last event has no blank line' }),
    ],
    carriage: ['vllm-scout', 'nim-scout'].flatMap((target) => [
      { target, feature: 'seed', counts: { ...UNASKED, dropped: 120 } },
      { target, feature: 'topP', counts: { ...UNASKED, defaulted: 90, lossless: 30 } },
      { target, feature: 'usage.cachedTokens', counts: { ...UNASKED, dropped: 120 } },
    ]),
    losses: [
      { target: 'vllm-scout', field: 'seed', action: 'dropped', reason: 'no such field', count: 120 },
      { target: 'nim-scout', field: 'seed', action: 'dropped', reason: 'no such field', count: 120 },
    ],
    prompts: [
      promptRow({
        failed: 1,
        firstFinding: 'schema/type-mismatch /a: no',
        example: {
          exchange: 'vllm-scout/sql-01/send/1',
          code: 'schema/type-mismatch',
          expected: '"number"',
          observed: '"12.50"',
        },
      }),
      promptRow({ promptId: 'sql-02' }),
    ],
  },
  {
    exitCode: 1,
    places: [{ promptId: 'sql-01', file: 'suites/sql.yaml', line: 12, column: 5 }],
  },
);

const cases: Readonly<Record<string, Report>> = {
  passing: report(),
  failing,
  inconclusive: report(
    {
      verdict: 'inconclusive',
      counts: counts({ planned: 240, passed: 230, errored: 4, skipped: 2, missing: 4 }),
      skips: [{ target: 'nim-scout', reason: 'limit/output', count: 2 }],
    },
    { exitCode: 3 },
  ),
  synthetic: report({ synthetic: true }, { source: 'simulate' }),
  bare: report({ restsOn: [{ on: ['presence'], count: 240 }] }),
  'partly bare': report({
    restsOn: [
      { on: ['schema', 'structure'], count: 200 },
      { on: ['presence'], count: 40 },
    ],
  }),
  unproven: report(
    {
      verdict: 'inconclusive',
      counts: counts({ planned: 240, passed: 236, unproven: 4 }),
      prompts: [promptRow({ unproven: 2 }), promptRow({ target: 'nim-scout', unproven: 2 })],
    },
    {
      exitCode: 3,
      goldensToWrite: [
        { promptId: 'sql-01', file: 'goldens/reference/sql.jsonl', line: '{"promptId":"sql-01"}' },
      ],
      approving: ["npx llama-contract golden approve 20250401-120000-00ff --reason 'read and found right'"],
    },
  ),
  empty: report(
    { verdict: 'inconclusive', counts: counts({}), targets: [], evidenceRoot: null },
    { exitCode: 3, paths: {}, suites: [] },
  ),
};

const wide = { colour: false, columns: 100, inRepository: '' };

const names = Object.keys(REPORTERS).filter(isReporterName);

it.each(names.flatMap((name) => Object.keys(cases).map((which) => [name, which] as const)))(
  'the %s report of a run that is %s',
  async (name, which) => {
    const reporter = REPORTERS[name](wide);
    const text = reporter.render(cases[which] ?? report());
    await expect(text).toMatchFileSnapshot(`snapshots/${which}.${reporter.extension}.snap`);
  },
);

it('--json prints one line with exactly the promised keys in their order', () => {
  const text = REPORTERS.json().render(failing);
  const document = JSON.parse(text);
  expect(text.indexOf('\n')).toBe(text.length - 1);
  expect(Object.keys(document)).toEqual([
    'schemaVersion',
    'run',
    'origin',
    'verdict',
    'exitCode',
    'synthetic',
    'shard',
    'counts',
    'unpassed',
    'stale',
    'restsOn',
    'strength',
    'shadow',
    'judge',
    'targets',
    'groups',
    'changes',
    'mends',
    'goldensToWrite',
    'approving',
    'paths',
  ]);
  const [first] = document.targets;
  expect(Object.keys(first)).toEqual([
    'id',
    'counts',
    'schemaMatch',
    'latency',
    'errorKinds',
    'retries',
    'truncated',
    'incompleteStreams',
    'jsonHabits',
    'quality',
    'judgedQuality',
    'repeats',
    'metered',
    'cost',
  ]);
  expect(Object.keys(first.counts)).toEqual([
    'planned',
    'passed',
    'failed',
    'errored',
    'skipped',
    'unproven',
    'missing',
  ]);
  expect(Object.keys(first.schemaMatch)).toEqual([
    'matched',
    'planned',
    'rate',
    'low',
    'high',
    'firstTry',
    'exchanges',
    'tolerant',
    'unenforced',
  ]);
  expect(Object.keys(first.latency)).toEqual(['p50Ms', 'p95Ms', 'p99Ms', 'unanswered', 'of']);
  expect(Object.keys(document.groups[0])).toEqual([
    'code',
    'pointer',
    'count',
    'prompts',
    'targets',
    'expected',
    'observed',
    'example',
    'show',
  ]);
});

it.each(names.filter((name) => name !== 'json'))(
  '%s says SYNTHETIC beside the verdict, and only then',
  (name) => {
    const reporter = REPORTERS[name](wide);
    const marked = reporter.render(report({ synthetic: true }, { source: 'replay' }));
    expect(marked.split('\n').find((line) => line.includes('PASS'))).toContain('SYNTHETIC');
    expect(reporter.render(report())).not.toContain('SYNTHETIC');
  },
);

it.each(['console', 'markdown', 'github'] as const)(
  '%s says that faults were planted, and only then',
  (name) => {
    const reporter = REPORTERS[name](wide);
    expect(reporter.render(report({}, { planted: 1 }))).toContain('Faults were planted');
    expect(reporter.render(report())).not.toContain('Faults were planted');
  },
);

it.each([100, 80])('the console report fits %i columns', (columns) => {
  const named = [target('watsonx-llama-4-maverick'), target('bedrock-llama-4-maverick')];
  const text = REPORTERS.console({ colour: false, columns }).render({
    ...failing,
    summary: { ...failing.summary, targets: named },
  });
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(columns);
  expect(text).toContain('watsonx-llama-4-maverick');
});

it('a console without colour has no escape byte, and one with colour resets what it sets', () => {
  expect(REPORTERS.console(wide).render(failing)).not.toContain('\u001b');
  const coloured = REPORTERS.console({ colour: true, columns: 100 }).render(failing);
  expect(coloured).toContain('\u001b[31m');
  // eslint-disable-next-line no-control-regex
  expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(REPORTERS.console(wide).render(failing));
});

it('more kinds of failure than a reader can take are counted, not hidden', () => {
  const groups = Array.from({ length: 23 }, (_each, at) => group({ code: `schema/kind-${at}` }));
  const crowded = { ...failing, summary: { ...failing.summary, groups } };
  expect(REPORTERS.console(wide).render(crowded)).toContain('and 3 more kinds');
  expect(REPORTERS.markdown().render(crowded)).toContain('schema/kind-22');
});

const headings = (markdown: string): string[] => markdown.match(/^#+ .*$/gm) ?? [];

const written = (first: string, second: string): Report => ({
  ...failing,
  mends: [{ kind: 'model_not_found', targets: [second], mend: first }],
  summary: {
    ...failing.summary,
    groups: [group({ pointer: `/${first}`, message: second, example: first })],
    notes: [group({ pointer: `/${second}`, message: first })],
    skips: [{ target: 'nim-scout', reason: first, count: 1 }],
    prompts: [
      promptRow({
        promptId: first,
        failed: 1,
        firstFinding: second,
        example: { exchange: first, code: second, expected: first, observed: second },
      }),
    ],
  },
});

it('whatever a model or provider writes, no format breaks', () => {
  const plain = headings(REPORTERS.markdown().render(written('one', 'two')));
  fc.assert(
    fc.property(hostileText, hostileText, (first, second) => {
      const hostileReport = written(first, second);
      const console = REPORTERS.console(wide).render(hostileReport);
      expect(['\u001b', '\u009b', '\u202e', '\u0007'].filter((hostile) => console.includes(hostile))).toEqual(
        [],
      );
      const markdown = REPORTERS.markdown().render(hostileReport);
      expect(headings(markdown)).toEqual(plain);
      expect(markdown.replaceAll(/(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g, '')).not.toMatch(/[<`]|@octocat/);
      const xml = parseXml(REPORTERS.junit().render(hostileReport));
      expect(xml.children[1]?.children.at(-1)?.children[0]?.name).toBe('failure');
      expect(JSON.parse(REPORTERS.json().render(hostileReport)).groups[0].pointer).toBe(`/${first}`);
    }),
    { numRuns: 200 },
  );
});

it('in JUnit a prompt fails, errs, is skipped or passes, and what is missing is an error', () => {
  const prompts = [
    promptRow({ promptId: 'a', failed: 1, errored: 1, firstFinding: 'schema/missing /x: gone' }),
    promptRow({ promptId: 'b', errored: 1, firstFinding: 'error/timeout : too slow' }),
    promptRow({ promptId: 'c', missing: 2, latencyMs: null }),
    promptRow({ promptId: 'd', skipped: 2 }),
    promptRow({ promptId: 'e', skipped: 1 }),
    promptRow({ promptId: 'f', unproven: 1 }),
  ];
  const xml = parseXml(REPORTERS.junit().render({ ...failing, summary: { ...failing.summary, prompts } }));
  const [, suite] = xml.children;
  expect(suite?.attributes).toMatchObject({
    name: 'vllm-scout',
    tests: '6',
    failures: '1',
    errors: '3',
    skipped: '1',
  });
  const testcases = suite?.children
    .filter(({ name }) => name === 'testcase')
    .map(({ attributes, children }) => [
      attributes['name'],
      children[0]?.name,
      children[0]?.attributes['message'],
    ]);
  expect(testcases).toEqual([
    ['a', 'failure', '1 of 2 planned failed: schema/missing /x: gone'],
    ['b', 'error', '1 of 2 planned errored: error/timeout : too slow'],
    ['c', 'error', '2 of 2 planned are missing'],
    ['d', 'skipped', 'the target cannot serve this prompt'],
    ['e', undefined, undefined],
    ['f', 'error', '1 of 2 planned are unproven: no approved golden'],
  ]);
});

it('a run that proved nothing is not green in JUnit', () => {
  const xml = parseXml(REPORTERS.junit().render(cases['empty'] ?? report()));
  expect(xml.attributes).toMatchObject({ tests: '1', errors: '1' });
});
