import type { Report, Reporter } from '../contract/report.ts';
import type { PromptRow, TargetSummary } from '../contract/summary.ts';
import { escapeXml } from './escape-text.ts';
import { outline, type Outline } from './outline.ts';

type Outcome = 'passed' | 'failure' | 'error' | 'skipped';

interface TestCase {
  readonly suite: string;
  readonly name: string;
  readonly outcome: Outcome;
  readonly message: string;
  readonly seconds: number | null;
}

/**
 * JUnit XML: a suite a target, a case a prompt. Before them stands the run's own verdict as a case, so that a run
 * which proved nothing is not green where only cases are counted. What is missing is an error.
 */
function renderJunit(report: Report): string {
  const { summary, identity } = report;
  const outlined = outline(report);
  const mark = `${outlined.part === null ? '' : ' A PART'}${outlined.synthetic === null ? '' : ' SYNTHETIC'}`;
  const byTarget = Map.groupBy(summary.prompts, (row) => row.target);
  const suites = [
    [verdictCase(report, outlined, mark)],
    ...summary.targets.map((target) => (byTarget.get(target.id) ?? []).map((row) => promptCase(target, row))),
  ].filter((cases) => cases.length > 0);
  const seconds = (identity.durationMs / 1000).toFixed(3);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escapeXml(`llama-contract ${outlined.verdict}${mark}`)}" ${totals(suites.flat())} time="${seconds}">`,
    ...suites.map((cases) => suiteElement(cases, report, mark)),
    '</testsuites>',
    '',
  ].join('\n');
}

function verdictCase(report: Report, outlined: Outline, mark: string): TestCase {
  const outcomes = { pass: 'passed', fail: 'failure', inconclusive: 'error' } as const;
  return {
    suite: 'llama-contract',
    name: `verdict${mark}`,
    outcome: outcomes[report.summary.verdict],
    message: `${outlined.verdict}${mark}: ${outlined.headline}`,
    seconds: null,
  };
}

function promptCase(target: TargetSummary, row: PromptRow): TestCase {
  const seconds = row.latencyMs === null ? null : row.latencyMs / 1000;
  return { suite: target.id, name: row.promptId, seconds, ...outcomeOf(row) };
}

function outcomeOf(row: PromptRow): { readonly outcome: Outcome; readonly message: string } {
  const of = `of ${row.planned} planned`;
  const finding = row.firstFinding === null ? '' : `: ${row.firstFinding}`;
  if (row.failed > 0) return { outcome: 'failure', message: `${row.failed} ${of} failed${finding}` };
  if (row.errored > 0) return { outcome: 'error', message: `${row.errored} ${of} errored${finding}` };
  if (row.unproven > 0)
    return { outcome: 'error', message: `${row.unproven} ${of} are unproven: no approved golden` };
  if (row.missing > 0) return { outcome: 'error', message: `${row.missing} ${of} are missing` };
  if (row.skipped === row.planned)
    return { outcome: 'skipped', message: 'the target cannot serve this prompt' };
  return { outcome: 'passed', message: '' };
}

function suiteElement(cases: readonly TestCase[], report: Report, mark: string): string {
  const name = escapeXml(cases[0]?.suite ?? '');
  const properties = {
    source: report.source,
    run: report.identity.run,
    verdict: `${report.summary.verdict}${mark}`,
  };
  return [
    `  <testsuite name="${name}" ${totals(cases)} timestamp="${escapeXml(report.identity.startedAt)}">`,
    '    <properties>',
    ...Object.entries(properties).map(
      ([key, value]) => `      <property name="${key}" value="${escapeXml(value)}"/>`,
    ),
    '    </properties>',
    ...cases.map(caseElement),
    '  </testsuite>',
  ].join('\n');
}

function caseElement({ suite, name, outcome, message, seconds }: TestCase): string {
  const time = seconds === null ? '' : ` time="${seconds.toFixed(3)}"`;
  const open = `    <testcase classname="${escapeXml(suite)}" name="${escapeXml(name)}"${time}`;
  if (outcome === 'passed') return `${open}/>`;
  return `${open}><${outcome} message="${escapeXml(message)}"/></testcase>`;
}

function totals(cases: readonly TestCase[]): string {
  const tally = (outcome: Outcome): number => cases.filter((each) => each.outcome === outcome).length;
  return `tests="${cases.length}" failures="${tally('failure')}" errors="${tally('error')}" skipped="${tally('skipped')}"`;
}

export const junitReporter: Reporter = { name: 'junit', extension: 'xml', render: renderJunit };
