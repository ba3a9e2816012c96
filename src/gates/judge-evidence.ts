import type { CriterionResult } from '../contract/decision.ts';
import { countOf, type GateEvidence } from './gate-evidence.ts';

/** Older evidence says what was, not what is. */
const MOST_AGE_HOURS = 14 * 24;

interface Rule {
  readonly id: string;
  readonly doubt: string | null;
}

/** What every gate asks of the evidence itself, before any criterion: whatever speaks against it leaves the gate shut. */
export function judgeEvidence(
  { prompts, sources, ageHours, unfinished }: GateEvidence,
  { allowSynthetic }: { readonly allowSynthetic: boolean },
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
      doubt:
        ageHours > MOST_AGE_HOURS
          ? `the older run began ${Math.floor(ageHours / 24)} days ago, and evidence lasts ${MOST_AGE_HOURS / 24}`
          : null,
    },
    {
      id: 'evidence-whole',
      doubt:
        unfinished.length > 0
          ? `run ${unfinished.join(', ')} asks prompts of this again, and did not come to its end`
          : null,
    },
  ];
  return rules.flatMap(({ id, doubt }) => (doubt === null ? [] : [doubtOf(id, doubt, countOf(prompts))]));
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
