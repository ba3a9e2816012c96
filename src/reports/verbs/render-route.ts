import { SIGNALS, type RouteDecision } from '../../contract/routing/route.ts';
import type {
  ComparedRoutes,
  ExplainedRoute,
  RouteCost,
  RouteEvidence,
  TestedRoute,
} from '../../contract/routing/route-report.ts';
import { disarmCommands, escapeJson, escapeTerminalLine } from '../text/escape-terminal.ts';
import { count, plural } from '../text/format.ts';

const SHOWN = 20;

/** Where a request goes, the score of each target that may have it, and why the others may not. */
export function renderRoute({ evidence, features, decision }: ExplainedRoute): string {
  const { target, how, rule, scores, lead, excluded, fallback, maxAttempts } = decision;
  const ratio = features.longContextRatio.toFixed(2);
  return linesOf([
    `${target ?? 'REFUSED'}  ${wordOf(how)}${rule === null ? '' : ` by rule ${rule}`}${synthetic(evidence)}`,
    `about ${count(features.inputTokens)} input tokens, and rather fewer: they are estimated (long context ratio ${ratio}), ${count(features.imageCount)} ${plural(features.imageCount, 'image')}, priority ${features.priority}`,
    `at most ${count(maxAttempts)} ${plural(maxAttempts, 'attempt')}; ${fallback === null ? 'nothing to fall back to' : `falls back to ${fallback}`}`,
    '',
    ...scoreTable(scores),
    ...(lead === null ? [] : ['', `the first leads by ${lead.toFixed(3)}`]),
    ...(excluded.length === 0 ? [] : ['', 'may not have it']),
    ...excluded.map((each) => `  ${each.target}: ${each.reasons.join('; ')}`),
    '',
    `evidence: run ${evidence.run}`,
  ]);
}

function wordOf(how: RouteDecision['how']): string {
  const words = {
    pinned: 'pinned',
    best: 'best score',
    kept: 'kept: no other is better by the margin',
    refused: 'no target may have it',
  };
  return words[how];
}

function scoreTable(scores: RouteDecision['scores']): readonly string[] {
  if (scores.length === 0) return ['no target is left to score'];
  const rows = [
    ['target', 'score', ...SIGNALS],
    ...scores.map(({ target, score, signals }) => [
      target,
      score.toFixed(3),
      ...SIGNALS.map((signal) => signals[signal]?.toFixed(2) ?? '-'),
    ]),
  ];
  const widths = (rows[0] ?? []).map((_head, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  return rows.map((row) =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  '),
  );
}

/** Each golden decision that came out otherwise, and how many held. */
export function renderRouteTests(tested: readonly TestedRoute[]): string {
  const wrong = tested.filter(({ differences }) => differences.length > 0);
  const held = tested.length - wrong.length;
  return linesOf([
    ...wrong.flatMap(({ id, differences }) => [`FAIL  ${id}`, ...differences.map((each) => `      ${each}`)]),
    `${wrong.length === 0 ? 'PASS' : 'FAIL'}  ${count(held)} of ${count(tested.length)} golden decisions held`,
  ]);
}

/** Who moves from where to where, and what nobody may have any more. */
export function renderRouteDiff(compared: ComparedRoutes): string {
  const { evidence, prompts, unserved, moved, lost, won, pinned, cost } = compared;
  return linesOf([
    `${count(moved.length)} of ${count(prompts)} recorded ${plural(prompts, 'request')} move${synthetic(evidence)}`,
    `${count(lost)} lose their target, ${count(won)} gain one, ${count(pinned)} are moved by a pin`,
    ...(unserved === 0 ? [] : [`${count(unserved)} have no target by either policy`]),
    costLine(cost, prompts),
    ...(moved.length === 0 ? [] : ['']),
    ...moved
      .slice(0, SHOWN)
      .map(
        ({ prompt, from, to }) =>
          `  ${prompt}: ${from.target ?? 'refused'} -> ${to.target ?? 'refused'}${because(to)}`,
      ),
    ...(moved.length > SHOWN ? [`  and ${count(moved.length - SHOWN)} more; --json lists all`] : []),
    '',
    `evidence: run ${evidence.run}`,
  ]);
}

function costLine({ currency, from, to, unknown }: RouteCost, prompts: number): string {
  if (from === null || to === null || currency === null) {
    return unknown === 0
      ? 'what it costs is unknown: its targets have no price, or prices in several currencies'
      : `what it costs is unknown: no price, or no answer of this run, for ${count(unknown)} of ${count(prompts)}`;
  }
  const change = Number(from) === 0 ? '' : `, ${signed((Number(to) / Number(from) - 1) * 100)}%`;
  return `to answer each once costs ${from} ${currency} now and ${to} then${change}`;
}

function signed(value: number): string {
  return `${value < 0 ? '' : '+'}${value.toFixed(1)}`;
}

function because({ target, rule, excluded }: RouteDecision): string {
  if (target !== null) return rule === null ? '' : ` (rule ${rule})`;
  const [first] = excluded;
  return first === undefined ? '' : ` (${first.target}: ${first.reasons.join('; ')})`;
}

function synthetic(evidence: RouteEvidence): string {
  return evidence.synthetic ? '  SYNTHETIC' : '';
}

export function renderRouteJson(value: object, exitCode: number): string {
  return `${escapeJson(JSON.stringify({ schemaVersion: 1, exitCode, ...value }))}\n`;
}

function linesOf(lines: readonly string[]): string {
  return disarmCommands(`${lines.map(escapeTerminalLine).join('\n')}\n`);
}
