import type { PromptPlace, Report, Reporter } from '../../contract/runs/report.ts';
import { COUNTED, type PromptRow } from '../../contract/runs/summary.ts';
import { clipText } from '../text/clip-text.ts';
import { describeExample, describeRow, passedOf, type TestOutcome } from '../words/describe-row.ts';
import { escapeJson, escapeTerminal } from '../text/escape-terminal.ts';
import { outline } from './outline.ts';
import { DURATION, seconds, semanticTimes, semanticTokens } from '../words/semantic-names.ts';

/** The draft that this follows. https://github.com/ctrf-io/ctrf/blob/main/spec/ctrf.md */
const SPEC_VERSION = '0.0.0';

type Status = 'passed' | 'failed' | 'skipped' | 'other';

/** What gave no evidence neither passed nor failed; `rawStatus` has our own word. */
const STATUSES: Readonly<Record<TestOutcome, Status>> = {
  passed: 'passed',
  failed: 'failed',
  errored: 'other',
  unproven: 'other',
  missing: 'other',
  skipped: 'skipped',
};

const LONGEST = 2000;

/**
 * Common Test Report Format: a test a prompt on a target, a suite a target. Before them stands the run's own verdict as a
 * test, which fails unless the run passed.
 */
function renderCtrf(report: Report): string {
  const { identity, summary, source, baseline, exitCode, seed } = report;
  const { verdict, synthetic, counts, targets } = summary;
  const outlined = outline(report);
  const places = new Map(report.places.map((place) => [place.promptId, place]));
  const tests = [
    verdictTest(report),
    ...summary.prompts.map((row) => promptTest(report, row, places.get(row.promptId) ?? null)),
  ];
  const [start, stop] = [identity.startedAt, identity.endedAt].map((time) => Date.parse(time));
  const { commit = null, link = null } = identity.origin ?? {};
  const number = (status: Status): number => tests.filter((test) => test.status === status).length;
  const document = {
    reportFormat: 'CTRF',
    specVersion: SPEC_VERSION,
    runId: identity.run,
    timestamp: identity.endedAt,
    generatedBy: 'llama-contract',
    results: {
      tool: { name: 'llama-contract' },
      summary: {
        tests: tests.length,
        passed: number('passed'),
        failed: number('failed'),
        skipped: number('skipped'),
        pending: 0,
        other: number('other'),
        suites: targets.length + 1,
        start,
        stop,
        duration: Math.round(identity.durationMs),
        extra: { verdict, exitCode, synthetic, shard: report.shard, exchanges: exchangesOf(counts) },
      },
      tests,
      environment: {
        reportName: ['llama-contract', outlined.verdict, ...outlined.marks].join(' '),
        testEnvironment: source,
        healthy: verdict === 'pass',
        ...(commit === null ? {} : { commit }),
        ...(link === null ? {} : { buildUrl: link }),
        extra: { baseline, seed, origin: identity.origin },
      },
      extra: {
        targets: targets.map((target) => ({
          id: target.id,
          exchanges: exchangesOf(target.counts),
          ...semanticTimes(target),
          ...semanticTokens(target),
        })),
      },
    },
  };
  return `${escapeJson(JSON.stringify(document))}\n`;
}

function exchangesOf(counts: Report['summary']['counts']) {
  return { planned: counts.planned, ...Object.fromEntries(COUNTED.map((state) => [state, counts[state]])) };
}

function verdictTest(report: Report) {
  const { summary, identity, exitCode } = report;
  const { verdict, headline, marks } = outline(report);
  const mark = marks.map((each) => ` ${each}`).join('');
  const status: Status = summary.verdict === 'pass' ? 'passed' : 'failed';
  return {
    name: `verdict${mark}`,
    status,
    rawStatus: summary.verdict,
    duration: Math.round(identity.durationMs),
    suite: ['llama-contract run'],
    message: readable(`${verdict}${mark}: ${headline}`),
    extra: { exitCode },
  };
}

function promptTest(report: Report, row: PromptRow, place: PromptPlace | null) {
  const { target, promptId, planned, latencyMs } = row;
  const { outcome, message } = describeRow(row);
  const example = describeExample(report, row, LONGEST);
  const { failed, errored, skipped, unproven, missing, retried } = row;
  return {
    testId: `${target}/${promptId}`,
    name: promptId,
    status: STATUSES[outcome],
    rawStatus: outcome,
    // The format has no null here; `extra` says whether it is known.
    duration: Math.round(latencyMs ?? 0),
    suite: [target],
    ...(message === '' ? {} : { message: readable(message) }),
    ...(example.length === 0 ? {} : { trace: example.map((line) => escapeTerminal(line)).join('\n') }),
    ...(outcome === 'passed' || outcome === 'skipped' || place === null
      ? {}
      : { filePath: place.file, line: place.line }),
    extra: {
      exchanges: { planned, passed: passedOf(row), failed, errored, skipped, unproven, missing },
      retried,
      [DURATION]: seconds(latencyMs),
    },
  };
}

/** Whoever shows a message may show it in a terminal or a comment. */
function readable(text: string): string {
  return escapeTerminal(clipText(text, LONGEST));
}

export const ctrfReporter: Reporter = { name: 'ctrf', extension: 'ctrf.json', render: renderCtrf };
