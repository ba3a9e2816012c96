import type { CriterionResult } from '../contract/gates/decision.ts';
import type { Criterion } from '../contract/gates/migration.ts';
import { whyUnfair } from '../contract/traffic/lost-requests.ts';
import type { Mode } from '../contract/exchanges/mode.ts';
import { spellUnserved } from '../contract/gates/unserved.ts';
import { countOf, type GateEvidence } from './gate-evidence.ts';
import { leftOutFor, modesLeftOutFor, OF_ALL, spellLeftOut } from './left-out.ts';

/** How evidence is taken. */
export interface Taking {
  readonly allowSynthetic: boolean;
  readonly maxAgeHours: number;
}

interface Rule {
  readonly id: string;
  readonly doubt: string | null;
  /** What is known to be wrong fails; what is not known leaves it open. */
  readonly verdict?: 'fail';
}

/** What every gate asks of the evidence itself, before any criterion: whatever speaks against it leaves the gate shut. */
export function judgeEvidence(
  criteria: readonly Criterion[],
  { prompts, sources, ageHours, unfinished, changes, lost, leftOut, modesLeftOut }: GateEvidence,
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
    { id: 'evidence-sampled', doubt: whyUnfair(lost) },
    {
      id: OF_ALL,
      doubt: whyNotAll(spellLeftOut(leftOutFor(criteria, leftOut)), modesLeftOutFor(criteria, modesLeftOut)),
    },
    {
      id: 'evidence-one-endpoint',
      doubt: whyChanged(changes),
    },
    {
      id: 'evidence-served',
      doubt: whyUnserved(prompts),
      verdict: 'fail',
    },
  ];
  return rules.flatMap(({ id, doubt, verdict }) =>
    doubt === null ? [] : [resultOf(id, doubt, verdict ?? 'inconclusive', countOf(prompts))],
  );
}

function whyStale(ageHours: number | null, maxAgeHours: number): string | null {
  if (ageHours === null) {
    return 'when its answers were asked for is not known: they were judged anew by an earlier version, or a clock was set';
  }
  return ageHours > maxAgeHours
    ? `the oldest answers were asked for ${inDays(ageHours)} ago, and evidence lasts ${inDays(maxAgeHours)}`
    : null;
}

function whyNotAll(leftOut: string | null, [mode]: readonly Mode[]): string | null {
  if (leftOut !== null) {
    return `${leftOut} were not asked of both sides: name runs that asked all of them, or narrow the suites of the migration`;
  }
  if (mode === undefined) return null;
  return `no prompt was asked of both sides in mode ${mode}, in which clients of the migration may ask: name runs that asked in both modes`;
}

function whyChanged([first, ...others]: readonly string[]): string | null {
  if (first === undefined) return null;
  const rest = others.length === 0 ? '' : `, and ${others.length} more`;
  return `${first}${rest}: what it said before is no evidence of what it is now`;
}

/** It takes no statistics: whoever asks such a prompt of the candidate is refused each time. */
function whyUnserved(prompts: GateEvidence['prompts']): string | null {
  const unserved = prompts.filter((prompt) => prompt.unserved !== null);
  if (unserved.length === 0) return null;
  const asked = prompts.filter(({ baseline }) => baseline.measures.answered.of > 0);
  const byReason = [...Map.groupBy(unserved, (prompt) => prompt.unserved ?? '')].map(([reason, rows]) => ({
    reason,
    prompts: countOf(rows),
  }));
  const those = spellUnserved(byReason, countOf(unserved), countOf(asked));
  return `${those}: each counts as failed, unless the suites of the migration leave it out`;
}

function inDays(hours: number): string {
  const days = Math.floor((hours / 24) * 10) / 10;
  if (hours === 1) return '1 hour';
  return hours < 48 ? `${hours} hours` : `${days} days`;
}

function resultOf(id: string, reason: string, verdict: 'inconclusive' | 'fail', n: number): CriterionResult {
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
    verdict,
    missingN: null,
    reason,
  };
}
