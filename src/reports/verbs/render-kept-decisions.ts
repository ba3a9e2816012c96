import type { KeptDecision } from '../../contract/runs/history.ts';
import { count, minuteOf } from '../text/format.ts';
import { textTable } from '../text/text-table.ts';

/** What gates said, a line each, in the order that they come in. */
export function renderKeptDecisions(decisions: readonly KeptDecision[]): string {
  if (decisions.length === 0) return '';
  const head = ['judged (UTC)', 'stage', 'verdict', 'migration', 'candidate', 'run', 'why'];
  return `\nWhat gates said\n${textTable([head, ...decisions.map(rowOf)])}`;
}

function rowOf(decision: KeptDecision): readonly string[] {
  const { judgedAt, stage, migration, candidate, sentence } = decision;
  return [
    minuteOf(judgedAt),
    stage,
    verdictOf(decision),
    migration ?? '-',
    candidate.target,
    candidate.run,
    clipped(sentence),
  ];
}

/** Each with its criteria. */
export function renderDecisionsWhole(decisions: readonly KeptDecision[]): string {
  return decisions
    .map((decision) => {
      const { judgedAt, stage, version, policy, sentence, criteria } = decision;
      const facts = `the gate of ${stage}, by policy ${policy}, ${minuteOf(judgedAt)} UTC, version ${version ?? 'unknown'}`;
      const rows = criteria.map(({ id, metric, verdict, observed, low, high, n, required }) => [
        `  ${id}${required ? '' : ' (advisory)'}`,
        metric,
        verdict,
        shown(observed),
        low === null && high === null ? '-' : `${shown(low)} to ${shown(high)}`,
        `of ${count(n)}`,
      ]);
      return `\n${textTable([
        [verdictOf(decision), facts],
        ['', sentence],
      ])}${textTable(rows)}`;
    })
    .join('');
}

function verdictOf({ verdict, synthetic }: KeptDecision): string {
  return `${verdict.toUpperCase()}${synthetic ? ' SYNTHETIC' : ''}`;
}

function shown(value: number | null): string {
  return value === null ? '-' : String(Math.round(value * 1e6) / 1e6);
}

const MOST_CHARACTERS = 80;

function clipped(sentence: string): string {
  return sentence.length > MOST_CHARACTERS ? `${sentence.slice(0, MOST_CHARACTERS - 1)}…` : sentence;
}
