import type { CriterionResult } from '../contract/decision.ts';
import { countOf, type GateEvidence } from './gate-evidence.ts';

/** How evidence is taken. */
export interface Taking {
  readonly allowSynthetic: boolean;
  readonly maxAgeHours: number;
}

interface Rule {
  readonly id: string;
  readonly doubt: string | null;
}

/** What every gate asks of the evidence itself, before any criterion: whatever speaks against it leaves the gate shut. */
export function judgeEvidence(
  { prompts, sources, ageHours, unfinished, changes }: GateEvidence,
  { allowSynthetic, maxAgeHours }: Taking,
): readonly CriterionResult[] {
  const isSynthetic = sources.some((source) => source !== 'live');
  const rules: readonly Rule[] = [
    {
      id: 'evidence-live',
      doubt:
        isSynthetic && !allowSynthetic
          ? 'the evidence is synthetic: a simulator or a recording answered; --allow-synthetic judges it all the same'
          : null,
    },
    {
      id: 'evidence-fresh',
      doubt: whyStale(ageHours, maxAgeHours),
    },
    {
      id: 'evidence-whole',
      doubt:
        unfinished.length > 0
          ? `run ${unfinished.join(', ')} asks prompts of this again, and did not come to its end`
          : null,
    },
    {
      id: 'evidence-one-endpoint',
      doubt: whyChanged(changes),
    },
  ];
  return rules.flatMap(({ id, doubt }) => (doubt === null ? [] : [doubtOf(id, doubt, countOf(prompts))]));
}

function whyStale(ageHours: number | null, maxAgeHours: number): string | null {
  if (ageHours === null) {
    return 'when its answers were asked for is not known: they were judged anew by an earlier version, or a clock was set';
  }
  return ageHours > maxAgeHours
    ? `the oldest answers were asked for ${inDays(ageHours)} ago, and evidence lasts ${inDays(maxAgeHours)}`
    : null;
}

function whyChanged([first, ...others]: readonly string[]): string | null {
  if (first === undefined) return null;
  const rest = others.length === 0 ? '' : `, and ${others.length} more`;
  return `${first}${rest}: what it said before is no evidence of what it is now`;
}

function inDays(hours: number): string {
  const days = Math.floor((hours / 24) * 10) / 10;
  if (hours === 1) return '1 hour';
  return hours < 48 ? `${hours} hours` : `${days} days`;
}

function doubtOf(id: string, reason: string, n: number): CriterionResult {
  return {
    id,
    required: true,
    metric: 'evidence',
    bound: 'ceiling',
    threshold: 0,
    decide: 'point',
    look: 'always',
    confidence: 1,
    suites: null,
    observed: 1,
    low: null,
    high: null,
    n,
    verdict: 'inconclusive',
    missingN: null,
    reason,
  };
}
