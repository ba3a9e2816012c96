import type { Report, Reporter } from '../../contract/runs/report.ts';
import { COUNTED, type Counts, type PromptRow, type TargetSummary } from '../../contract/runs/summary.ts';
import { clipText } from '../text/clip-text.ts';
import { describeExample, describeRow, type TestOutcome } from '../words/describe-row.ts';
import { escapeXml } from '../text/escape-text.ts';
import { outline, type Outline } from './outline.ts';
import { semanticTimes, semanticTokens } from '../words/semantic-names.ts';

type Outcome = 'passed' | 'failure' | 'error' | 'skipped';

/** What gave no evidence is an error: it is not green where only cases are counted. */
const OUTCOMES: Readonly<Record<TestOutcome, Outcome>> = {
  passed: 'passed',
  failed: 'failure',
  errored: 'error',
  unproven: 'error',
  missing: 'error',
  skipped: 'skipped',
};

interface TestCase {
  readonly name: string;
  readonly outcome: Outcome;
  readonly message: string;
  /** The code of the finding, where there is one. */
  readonly type: string | null;
  /** What it shows below its message. */
  readonly lines: readonly string[];
  readonly seconds: number | null;
}

interface TestSuite {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly cases: readonly TestCase[];
}

const LONGEST = 600;
const SHORTEST = 80;
/** What the texts of all cases may come to, in bytes, so that 8,000 failing ones with their commands stay under 30 MB. */
const MOST_BYTES = 24_000_000;
/** A message and two sides; each character may have to be spelled in six bytes. */
const BYTES_EACH = 3 * 6;

/**
 * JUnit XML as the xUnit plugin of Jenkins takes it: a suite a target, a case a prompt. Before them stands the run's own
 * verdict as a case. No id of a target has a space, so no two cases have one name.
 * https://github.com/jenkinsci/xunit-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd
 */
function renderJunit(report: Report): string {
  const { summary, identity } = report;
  const outlined = outline(report);
  const mark = outlined.marks.map((each) => ` ${each}`).join('');
  const open = summary.prompts.filter((row) => describeRow(row).outcome !== 'passed');
  const most = Math.min(
    LONGEST,
    Math.max(SHORTEST, Math.floor(MOST_BYTES / Math.max(open.length, 1) / BYTES_EACH)),
  );
  const byTarget = Map.groupBy(summary.prompts, (row) => row.target);
  const suites: readonly TestSuite[] = [
    {
      name: 'llama-contract run',
      properties: exchangesOf(summary.counts),
      cases: [verdictCase(report, outlined, mark)],
    },
    ...summary.targets.map((target) => ({
      name: target.id,
      properties: { ...exchangesOf(target.counts), ...measuresOf(target) },
      cases: (byTarget.get(target.id) ?? []).map((row) => promptCase(report, row, most)),
    })),
  ];
  const all = suites.flatMap(({ cases }) => cases);
  const time = (identity.durationMs / 1000).toFixed(3);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escapeXml(`llama-contract ${outlined.verdict}${mark}`)}" ${totals(all)} time="${time}">`,
    ...suites.map((suite) => suiteElement(suite, report, mark)),
    '</testsuites>',
    '',
  ].join('\n');
}

function exchangesOf(counts: Counts): Readonly<Record<string, string>> {
  return Object.fromEntries(
    (['planned', ...COUNTED] as const).map((state) => [`exchanges.${state}`, String(counts[state])]),
  );
}

/** What is not known has no property: one without a value would read as 0. */
function measuresOf(target: TargetSummary): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries({ ...semanticTimes(target), ...semanticTokens(target) }).flatMap(([name, value]) =>
      value === null ? [] : [[name, String(value)]],
    ),
  );
}

function verdictCase(report: Report, outlined: Outline, mark: string): TestCase {
  const outcomes = { pass: 'passed', fail: 'failure', inconclusive: 'error' } as const;
  return {
    name: `verdict${mark}`,
    outcome: outcomes[report.summary.verdict],
    message: `${outlined.verdict}${mark}: ${outlined.headline}`,
    type: report.summary.verdict,
    lines: report.approving,
    seconds: null,
  };
}

function promptCase(report: Report, row: PromptRow, most: number): TestCase {
  const { outcome, message } = describeRow(row);
  return {
    name: row.promptId,
    outcome: OUTCOMES[outcome],
    message: clipText(message, most),
    type: row.example?.code ?? outcome,
    lines: outcome === 'failed' || outcome === 'errored' ? describeExample(report, row, most) : [],
    seconds: row.latencyMs === null ? null : row.latencyMs / 1000,
  };
}

function suiteElement({ name, properties, cases }: TestSuite, report: Report, mark: string): string {
  const { source, identity, summary } = report;
  const { commit = null, link = null } = identity.origin ?? {};
  const all = {
    source,
    run: identity.run,
    verdict: `${summary.verdict}${mark}`,
    ...(commit === null ? {} : { commit }),
    ...(link === null ? {} : { link }),
    ...properties,
  };
  const skipped = cases.filter(({ outcome }) => outcome === 'skipped').length;
  return [
    `  <testsuite name="${escapeXml(name)}" ${totals(cases)} skipped="${skipped}" timestamp="${escapeXml(identity.startedAt)}">`,
    '    <properties>',
    ...Object.entries(all).map(
      ([key, value]) => `      <property name="${escapeXml(key)}" value="${escapeXml(value)}"/>`,
    ),
    '    </properties>',
    ...cases.map((each) => caseElement(name, each)),
    '  </testsuite>',
  ].join('\n');
}

function caseElement(suite: string, { name, outcome, message, type, lines, seconds }: TestCase): string {
  const time = seconds === null ? '' : ` time="${seconds.toFixed(3)}"`;
  const open = `    <testcase classname="${escapeXml(suite)}" name="${escapeXml(name)}"${time}`;
  if (outcome === 'passed') return `${open}/>`;
  const kind = type === null || outcome === 'skipped' ? '' : ` type="${escapeXml(type)}"`;
  const body = lines.map((line) => escapeXml(line)).join('\n');
  const head = `${open}><${outcome} message="${escapeXml(message)}"${kind}`;
  return body === '' ? `${head}/></testcase>` : `${head}>${body}</${outcome}></testcase>`;
}

function totals(cases: readonly TestCase[]): string {
  const tally = (outcome: Outcome): number => cases.filter((each) => each.outcome === outcome).length;
  return `tests="${cases.length}" failures="${tally('failure')}" errors="${tally('error')}"`;
}

export const junitReporter: Reporter = { name: 'junit', extension: 'xml', render: renderJunit };
