import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decision } from '../../src/contract/gates/decision.ts';
import type { Report } from '../../src/contract/runs/report.ts';
import { PLANTED } from '../../src/reports/words/planted.ts';
import { REPORTERS } from '../../src/reports/formats/registry.ts';
import { renderDecision } from '../../src/reports/verbs/render-decision.ts';
import { renderGateAnnotations } from '../../src/reports/verbs/render-gate-annotations.ts';
import { renderGateMarkdown } from '../../src/reports/verbs/render-gate-markdown.ts';
import { ctrfFaults } from './check-ctrf.ts';
import { junitFaults } from './check-junit.ts';
import { parseXml } from './check-xml.ts';
import { hostileText } from './hostile-text.ts';
import { decision } from './html/sample-page.ts';
import { readAnnotations } from './read-annotations.ts';
import { counts, group, report, target } from './sample-report.ts';
import { written } from './written-report.ts';

const github = REPORTERS.github({ inRepository: '' });

/** A run that failed in so many ways. */
function failedBy(kinds: number): Report {
  const groups = Array.from({ length: kinds }, (_, at) => group({ code: `schema/kind-${at}` }));
  const whole = written('a', 'b');
  return { ...whole, summary: { ...whole.summary, groups } };
}

// eslint-disable-next-line no-control-regex
const BAD = /[\u001b\u009b\u0007\u202e\u2066]/u;
const LONG = '::error::"<script>%0A]]>'.repeat(50_000);

describe('whatever a model or a provider writes', () => {
  it('JUnit stays well formed and valid, and gives the text back', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (first, second) => {
        const text = REPORTERS.junit().render(written(first, second));
        expect(text).not.toMatch(BAD);
        expect(junitFaults(text)).toEqual([]);
      }),
    );
    const plain = parseXml(REPORTERS.junit().render(written('a]]>b<c & "d"', "e'f")));
    const failure = plain.children[1]?.children.at(-1)?.children[0];
    expect(failure?.attributes['message']).toBe(
      '2 of 2 planned failed: schema/type-mismatch a]]>b<c & "d": e\'f',
    );
    expect(failure?.text.split('\n').slice(0, 2)).toEqual(['expected: a]]>b<c & "d"', "observed: e'f"]);
  });

  it('CTRF stays valid, and no text of it moves a cursor', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (first, second) => {
        const document = JSON.parse(REPORTERS.ctrf().render(written(first, second)));
        expect(ctrfFaults(document)).toEqual([]);
        expect(document.results.tests[1].message).not.toMatch(BAD);
        expect(document.results.tests[1].trace).not.toMatch(BAD);
      }),
    );
  });

  it('annotations are the commands that were meant, a line each, at the place of the prompt', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (first, second) => {
        const text = github.render(written(first, second));
        expect(text).not.toMatch(BAD);
        expect(text).not.toMatch(/##(?:vso)?\[/);
        const read = readAnnotations(text);
        expect(read.map(({ command }) => command)).toEqual(['error', 'error']);
        const [, { properties, message } = { properties: {}, message: '' }] = read;
        expect(Object.keys(properties)).toEqual(['file', 'line', 'col', 'title']);
        expect(properties).toMatchObject({ file: 'suites/a,b:c%.yaml', line: '7', col: '5' });
        expect(message.split('\n').at(-1)).toMatch(/^npx llama-contract show /);
      }),
    );
  });

  it.each(['console', 'markdown', 'junit', 'ctrf', 'github'] as const)(
    'a line of a megabyte is cut where people read it: %s',
    (name) => {
      const text = REPORTERS[name]({ colour: false, columns: 100, inRepository: '' }).render(
        written(LONG, LONG),
      );
      expect(text.length).toBeLessThan(60_000);
      expect(text).toContain('…');
    },
  );

  it('JSON keeps a megabyte whole', () => {
    expect(JSON.parse(REPORTERS.json().render(written(LONG, LONG))).groups[0].observed).toBe(LONG);
  });
});

describe('JUnit', () => {
  it('shows of each failure what was expected and observed, and the commands that open it', () => {
    const xml = parseXml(REPORTERS.junit().render(written('"number"', '"12.50"')));
    const failure = xml.children[1]?.children.at(-1)?.children[0];
    expect([failure?.name, failure?.attributes['type']]).toEqual(['failure', 'schema/type-mismatch']);
    const show = 'npx llama-contract show vllm-scout/prompt-0/send/1 --run 20250401-120000-00ff';
    expect(failure?.text.split('\n')).toEqual([
      'expected: "number"',
      'observed: "12.50"',
      `show: ${show}`,
      `curl: ${show} --curl`,
    ]);
  });
});

function ofTarget(parts: Parameters<typeof target>[1]): Report {
  return report({ targets: [target('vllm-scout', parts)], prompts: [] });
}

function usageProperty(name: string, value: number): string {
  return `<property name="gen_ai.usage.${name}_tokens" value="${value}"/>`;
}

describe('tokens', () => {
  it('are named as OpenTelemetry has them, beside the attempts of which none are known', () => {
    const counted = ofTarget({ metered: { attempts: 9, unmetered: 2, inputTokens: 70, outputTokens: 35 } });
    expect(JSON.parse(REPORTERS.ctrf().render(counted)).results.extra.targets[0]).toMatchObject({
      'gen_ai.usage.input_tokens': 70,
      'gen_ai.usage.output_tokens': 35,
      attempts: 9,
      'attempts.unmetered': 2,
    });
    const xml = REPORTERS.junit().render(counted);
    for (const property of [usageProperty('input', 70), usageProperty('output', 35)])
      expect(xml).toContain(property);
    expect(xml).toContain('<property name="attempts.unmetered" value="2"/>');
  });

  it('that nobody counted are unknown, and never 0', () => {
    const never = { attempts: 9, unmetered: 9, inputTokens: 0, outputTokens: 0 };
    for (const metered of [null, never]) {
      const [target] = JSON.parse(REPORTERS.ctrf().render(ofTarget({ metered }))).results.extra.targets;
      expect([target['gen_ai.usage.input_tokens'], target['gen_ai.usage.output_tokens']]).toEqual([
        null,
        null,
      ]);
      expect(REPORTERS.junit().render(ofTarget({ metered }))).not.toContain('gen_ai.usage');
    }
  });
});

/** A gate whose sentence and reasons are this. */
function judged(text: string): string {
  const { criteria, ...whole } = decision({ sentence: text });
  return renderGateMarkdown({ ...whole, criteria: criteria.map((each) => ({ ...each, reason: text })) });
}

function gateTexts(of: Decision): readonly string[] {
  const annotations = renderGateAnnotations(of, () => null, { inRepository: '' });
  return [renderGateMarkdown(of), renderDecision(of), annotations];
}

describe('a gate in the summary of a step', () => {
  it('says that faults were planted in any run that it rests on, as it says everywhere', () => {
    const whole = decision();
    const planted = { ...whole.evidence.candidate, planted: 2 };
    const again = { ...whole, evidence: { ...whole.evidence, again: [planted] } };
    for (const text of gateTexts(again)) expect(text).toContain(PLANTED);
    for (const text of gateTexts(whole)) expect(text).not.toContain(PLANTED);
  });

  it('has a row for each criterion, whatever its reason says', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const markdown = judged(text);
        expect(markdown).not.toMatch(BAD);
        expect(markdown).not.toMatch(/[^&]#(?!#)\d|<(?!\d)\w|!\[/);
        expect(markdown.split('\n').filter((line) => line.startsWith('| '))).toHaveLength(3);
        expect(markdown.match(/^#+ /gm)).toEqual(['## ']);
      }),
    );
    expect(judged(LONG).length).toBeLessThan(30_000);
  });
});

describe('Markdown', () => {
  it('is cut below 900 KiB, says what it left out, and names its files all the same', () => {
    const groups = Array.from({ length: 501 }, (_, at) =>
      group({ code: `schema/kind-${at}`, pointer: '/`'.repeat(2_000), message: '`|<'.repeat(2_000) }),
    );
    const whole = written('a', 'b');
    const text = REPORTERS.markdown().render({
      ...whole,
      summary: { ...whole.summary, groups, notes: groups },
    });
    expect(Buffer.byteLength(text)).toBeLessThan(900 * 1024);
    const [, failures, notes] =
      /Left out: (\d+) of Failures \(501 kinds\); (\d+) of Notes \(no failures\)\./.exec(text) ?? [];
    const shown = text.match(/^- `+ ?schema\/kind-/gm)?.length;
    expect(1002 - Number(failures) - Number(notes)).toBe(shown);
    expect(text).toContain('### Files');
    expect(text).toContain('Evidence root');
  });

  it('says nothing of a cut where none was made', () => {
    expect(REPORTERS.markdown().render(written('a', 'b'))).not.toContain('Left out');
  });
});

describe('annotations', () => {
  it('are ten at most, and the last names those that it stands for', () => {
    expect(readAnnotations(github.render(failedBy(9)))).toHaveLength(10);
    const read = readAnnotations(github.render(failedBy(23)));
    expect(read).toHaveLength(10);
    expect(read.at(-1)?.properties['title']).toBe('15 more, which GitHub would not show');
    expect(read.at(-1)?.message.split('\n')).toHaveLength(15);
  });

  it('name files from the root of the repository', () => {
    const inside = REPORTERS.github({ inRepository: 'apps/contracts' });
    const [, second] = readAnnotations(inside.render(written('a', 'b')));
    expect(second?.properties['file']).toBe('apps/contracts/suites/a,b:c%.yaml');
  });

  it('are a notice where the run passed, and a warning where it proved nothing', () => {
    const [passed] = readAnnotations(github.render(report()));
    const open = report(
      { verdict: 'inconclusive', counts: counts({ planned: 2, unproven: 2 }) },
      {
        exitCode: 3,
        places: [{ promptId: 'sql-01', file: 'suites/sql.yaml', line: 3, column: 3 }],
        goldensToWrite: [{ promptId: 'sql-01', file: 'goldens/reference/sql.jsonl', line: '{}' }],
        approving: ['npx llama-contract golden approve 1'],
      },
    );
    const read = readAnnotations(github.render(open));
    expect([passed?.command, ...read.map(({ command }) => command)]).toEqual([
      'notice',
      'warning',
      'warning',
    ]);
    expect(read[1]?.properties).toMatchObject({
      file: 'suites/sql.yaml',
      title: '1 prompt without an approved golden',
    });
    expect(read[1]?.message).toContain('golden approve 1');
  });
});

it.each([
  ['junit', (of: Report) => junitFaults(REPORTERS.junit().render(of))],
  ['ctrf', (of: Report) => ctrfFaults(JSON.parse(REPORTERS.ctrf().render(of)))],
] as const)('a valid %s report is told from one that is not', (_name, faultsOf) => {
  expect(faultsOf(report({ synthetic: true }))).toEqual([]);
  expect(junitFaults('<testsuites skipped="1"><testcase/></testsuites>')).toHaveLength(2);
  expect(ctrfFaults({ results: {}, reportFormat: 'CTRF', specVersion: '1' }).length).toBeGreaterThan(2);
});
