import type { CriterionResult, Decision, GateVerdict } from '../contract/gates/decision.ts';
import { countedBy } from '../contract/gates/gate-metrics.ts';
import type { Criterion } from '../contract/gates/migration.ts';
import type { GateEvidence } from './gate-evidence.ts';
import { judgeCriterion } from './judge-criterion.ts';
import { judgeEvidence, type Taking } from './judge-evidence.ts';

type Decided = Pick<Decision, 'verdict' | 'sentence' | 'synthetic' | 'criteria'>;

/**
 * A stage's gate: closed where a required criterion fails, else inconclusive where one is, else open.
 */
export function decide(criteria: readonly Criterion[], evidence: GateEvidence, how: Taking): Decided {
  const among = Math.max(criteria.filter(({ required }) => required).length, 1);
  const results = [
    ...judgeEvidence(criteria, evidence, how),
    ...criteria.map((criterion) => judgeCriterion(criterion, evidence, criterion.required ? among : 1)),
  ];
  const required = results.filter((result) => result.required);
  const verdict = verdictOf(required);
  return {
    verdict,
    sentence: sentenceOf(verdict, required),
    synthetic: evidence.sources.some((source) => source !== 'live'),
    criteria: results,
  };
}

function verdictOf(required: readonly CriterionResult[]): GateVerdict {
  if (required.some(({ verdict }) => verdict === 'fail')) return 'closed';
  const isOpen = required.length > 0 && required.every(({ verdict }) => verdict === 'pass');
  return isOpen ? 'open' : 'inconclusive';
}

function sentenceOf(verdict: GateVerdict, required: readonly CriterionResult[]): string {
  if (verdict === 'open') return `all ${required.length} required criteria hold`;
  if (verdict === 'closed') {
    const failed = required.filter((result) => result.verdict === 'fail');
    return failed.map(({ id, reason }) => `${id}: ${reason}`).join('; ');
  }
  if (required.length === 0) return 'nothing is required of this stage, which proves nothing';
  const undecided = required.filter((result) => result.verdict === 'inconclusive');
  const first = undecided.find(({ missingN }) => missingN === null);
  if (first !== undefined) {
    const others = undecided.length - 1;
    const rest = others === 0 ? '' : ` (and ${others} more ${others === 1 ? 'is' : 'are'} not decided)`;
    return `${first.id}: ${first.reason}${rest}`;
  }
  const most = Math.max(...undecided.map(({ missingN }) => missingN ?? 0));
  const named = undecided.map(({ id }) => id).join(', ');
  const noun = countedBy(undecided.find(({ missingN }) => missingN === most)?.metric ?? 'evidence');
  return most === 1
    ? `1 more passing ${noun} decides this (${named})`
    : `${most} more passing ${noun}s decide this (${named})`;
}
