import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Report } from '../../src/contract/runs/report.ts';
import { COUNTED, type Counts, type PromptRow } from '../../src/contract/runs/summary.ts';
import { renderHtml } from '../../src/reports/html/render-html.tsx';
import { REPORTERS } from '../../src/reports/formats/registry.ts';
import { parseXml } from './check-xml.ts';
import { detail } from './html/sample-page.ts';
import { readAnnotations } from './read-annotations.ts';
import { counts, promptRow, report, target } from './sample-report.ts';

const STATES = ['planned', ...COUNTED] as const;
const TARGETS = ['nim-scout', 'vllm-maverick', 'watsonx-scout'];

/** What each form says of each target, in the order of STATES. */
type Said = Readonly<Record<string, readonly number[]>>;

const some = fc.nat({ max: 3_000 });
const someCounts = fc
  .record({ passed: some, failed: some, errored: some, skipped: some, unproven: some, missing: some })
  .map((parts) => counts({ ...parts, planned: Object.values(parts).reduce((sum, value) => sum + value, 0) }));

function rowOf(targetId: string, promptId: string, of: Counts): PromptRow {
  const { planned, failed, errored, skipped, unproven, missing } = of;
  const parts = { planned, failed, errored, skipped, unproven, missing };
  return promptRow({ target: targetId, promptId, ...parts });
}

function added(all: readonly Counts[]): Counts {
  return counts(
    Object.fromEntries(STATES.map((state) => [state, all.reduce((sum, each) => sum + each[state], 0)])),
  );
}

/** A report whose targets and whole are the sums of its prompts, as a run's are. */
const consistent: fc.Arbitrary<Report> = fc
  .array(fc.array(someCounts, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: TARGETS.length })
  .map((ofTargets) => {
    const rows = ofTargets.map((all, at) => ({ id: TARGETS[at] ?? '', all, counts: added(all) }));
    return report(
      {
        verdict: 'fail',
        counts: added(rows.map((row) => row.counts)),
        targets: rows.map(({ id, counts: of }) => target(id, { counts: of, broken: of.failed })),
        prompts: rows.flatMap(({ id, all }) => all.map((of, at) => rowOf(id, `prompt-${at}`, of))),
      },
      { exitCode: 1 },
    );
  });

function cellsOf(rows: readonly (readonly string[])[]): Said {
  const heads = rows[0] ?? [];
  const at = STATES.map((state) => heads.indexOf(state));
  return Object.fromEntries(
    rows
      .slice(1)
      .map((cells) => [
        cells[0] ?? '',
        at.map((column) => Number((cells[column] ?? 'none').replaceAll(/[,*!\s]/g, ''))),
      ]),
  );
}

const READERS: Readonly<Record<string, (of: Report) => Said>> = {
  console: (of) => {
    const text = REPORTERS.console({ colour: false, columns: 400 }).render(of);
    const lines = text.split('\n');
    const head = lines.findIndex((line) => line.startsWith('target '));
    const table = lines.slice(head, head + 1 + of.summary.targets.length);
    // Heads of two words follow those that are read.
    return cellsOf(table.map((line) => line.trim().split(/ {2,}/)));
  },
  markdown: (of) => {
    const lines = REPORTERS.markdown().render(of).split('\n');
    const table = lines.filter((line) => line.startsWith('| ') && !line.startsWith('| ---'));
    return cellsOf(
      table.map((line) =>
        line
          .split('|')
          .map((cell) => cell.trim())
          .slice(1),
      ),
    );
  },
  html: (of) => {
    const page = renderHtml({ report: of, detail: detail(), gate: null });
    const [, matrix = ''] = /aria-label="Targets by dimensions".*?<table>(.*?)<\/table>/s.exec(page) ?? [];
    const rows = [...matrix.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, cells = '']) =>
      [...cells.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) =>
        cell.replaceAll(/<[^>]*>/g, ''),
      ),
    );
    return cellsOf(rows);
  },
  json: (of) => {
    const { targets } = JSON.parse(REPORTERS.json().render(of));
    return Object.fromEntries(
      targets.map((each: { id: string; counts: Counts }) => [
        each.id,
        STATES.map((state) => each.counts[state]),
      ]),
    );
  },
  junit: (of) => {
    const [, ...suites] = parseXml(REPORTERS.junit().render(of)).children;
    return Object.fromEntries(
      suites.map(({ attributes, children }) => {
        const properties = children.find(({ name }) => name === 'properties')?.children ?? [];
        const valueOf = (state: string): string | undefined =>
          properties.find(({ attributes: own }) => own['name'] === `exchanges.${state}`)?.attributes['value'];
        return [attributes['name'], STATES.map((state) => Number(valueOf(state)))];
      }),
    );
  },
  ctrf: (of) => {
    const { results } = JSON.parse(REPORTERS.ctrf().render(of));
    return Object.fromEntries(
      results.extra.targets.map((each: { id: string; exchanges: Counts }) => [
        each.id,
        STATES.map((state) => each.exchanges[state]),
      ]),
    );
  },
};

it.each(Object.keys(READERS))(
  '%s says of each target what the report counts, and no other number',
  (name) => {
    fc.assert(
      fc.property(consistent, (of) => {
        const wanted = of.summary.targets.map(({ id, counts: own }) => [
          id,
          STATES.map((state) => own[state]),
        ]);
        expect(READERS[name]?.(of)).toEqual(Object.fromEntries(wanted));
      }),
      { numRuns: 25 },
    );
  },
);

it('every reporter and the page are read here, but the one that has no table', () => {
  expect([...Object.keys(READERS), 'github'].toSorted()).toEqual(
    [...Object.keys(REPORTERS), 'html'].toSorted(),
  );
});

it('annotations say in their first sentence what the console says in its first', () => {
  fc.assert(
    fc.property(consistent, (of) => {
      const [first] = readAnnotations(REPORTERS.github({ inRepository: '' }).render(of));
      const [line = ''] = REPORTERS.console({ colour: false, columns: 400 }).render(of).split('\n');
      expect(line).toBe(`FAIL  ${first?.message.split('\n')[0]}`);
    }),
    { numRuns: 25 },
  );
});

it('JUnit and CTRF count the same tests, target by target, and their totals are those of their tests', () => {
  fc.assert(
    fc.property(consistent, (of) => {
      const xml = parseXml(REPORTERS.junit().render(of));
      const { results } = JSON.parse(REPORTERS.ctrf().render(of));
      const tests: readonly { suite: readonly string[]; status: string }[] = results.tests;
      const number = (status: string, suite?: string): string =>
        String(
          tests.filter((test) => test.status === status && (suite === undefined || test.suite[0] === suite))
            .length,
        );
      for (const { attributes, children } of xml.children) {
        const cases = children.filter(({ name }) => name === 'testcase');
        const suite = attributes['name'];
        expect(attributes['tests']).toBe(String(cases.length));
        expect([attributes['failures'], attributes['errors'], attributes['skipped']]).toEqual([
          number('failed', suite),
          number('other', suite),
          number('skipped', suite),
        ]);
      }
      expect([xml.attributes['failures'], xml.attributes['errors']]).toEqual([
        number('failed'),
        number('other'),
      ]);
      const { summary } = results;
      expect(summary.tests).toBe(tests.length);
      for (const status of ['passed', 'failed', 'skipped', 'other'])
        expect(String(summary[status])).toBe(number(status));
    }),
    { numRuns: 25 },
  );
});
