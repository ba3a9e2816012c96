import type { AssumedSides, PlannedCriterion } from '../contract/gates/gate-plan.ts';
import type { Criterion } from '../contract/gates/migration.ts';
import { leastUpTo } from '../stats/least-whole.ts';
import { chanceToOpen } from './chance-to-open.ts';
import { afterRestarts, earlierOf } from './earlier.ts';
import type { Earlier } from './gate-evidence.ts';

/** What a criterion is to have before money is spent on it. */
const ENOUGH_POWER = 0.8;
const MOST_PROMPTS = 100_000;

/** Whether a stage could be left on what is planned: each required criterion has a chance, and no small one. */
export function canOpen(criteria: readonly PlannedCriterion[]): boolean {
  return criteria.every(({ required, chance }) => !required || (chance ?? 0) >= ENOUGH_POWER);
}

/**
 * The required criteria that the planned prompts are not likely to decide. Those that no number of prompts decides are not
 * among them: more would not help.
 */
export function underpoweredOf(criteria: readonly PlannedCriterion[]): readonly PlannedCriterion[] {
  return criteria.filter(({ required, chance }) => required && chance !== null && chance < ENOUGH_POWER);
}

/** What a measure needs to know of a prompt that is to be asked. */
export interface PromptToAsk {
  readonly suite: string;
  readonly hasSchema: boolean;
  readonly isScored: boolean;
  readonly hasStream: boolean;
  /** Of one exchange: guessed input, and the output cap; null where it has none. */
  readonly inputTokens: number;
  readonly outputTokens: number | null;
}

/** What prompts cost when so many times as many are asked; null is unknown. */
type Priced = (prompts: readonly PromptToAsk[], times: number) => string | null;

/**
 * What asking these prompts can decide, counted with runs before. `exchanges` are those of one prompt, on both sides and in
 * all modes.
 */
export function planCriterion(
  criterion: Criterion,
  prompts: readonly PromptToAsk[],
  exchanges: number,
  assumed: AssumedSides,
  priced: Priced = () => null,
  earlier: Earlier | null = null,
): PlannedCriterion {
  const { id, metric, required, suites } = criterion;
  const counted = prompts.filter(
    (prompt) => suites?.includes(prompt.suite) !== false && doesCount(criterion, prompt),
  );
  const n = counted.length;
  const tokens =
    counted.reduce((sum, prompt) => sum + prompt.inputTokens + (prompt.outputTokens ?? 0), 0) * exchanges;
  const chance = chanceToOpen(criterion, n, assumed, earlier);
  const needed = chance === null ? null : neededFor(criterion, assumed, earlier);
  return {
    id,
    metric,
    required,
    confidence: afterRestarts(criterion, { earlier }).confidence,
    earlier: earlierOf({ earlier }, criterion).n,
    n,
    chance: chance === null ? null : Math.round(chance * 1e4) / 1e4,
    needed,
    tokens,
    tokensNeeded: needed === null || n === 0 ? null : Math.round((tokens / n) * needed),
    money: priced(counted, 1),
    moneyNeeded: needed === null || n === 0 ? null : priced(counted, needed / n),
    reason: reasonOf(n, chance, needed),
  };
}

function reasonOf(n: number, chance: number | null, needed: number | null): string {
  if (chance === null) return 'how many prompts are asked does not decide it';
  if (chance >= ENOUGH_POWER) return `can be decided with ${n} prompts`;
  const needs = needed === null ? `nor with ${MOST_PROMPTS}` : `needs ${needed}`;
  return `cannot be decided with ${n} prompts: ${needs}`;
}

function doesCount({ metric }: Criterion, prompt: PromptToAsk): boolean {
  if (metric === 'schema-match' || metric === 'schema-match-change') return prompt.hasSchema;
  if (metric === 'quality-change') return prompt.isScored;
  return metric !== 'incomplete-stream-rate-change' || prompt.hasStream;
}

/** The least n with enough power, to within a hundredth: the chance rises with n but for the steps of whole prompts. */
function neededFor(criterion: Criterion, assumed: AssumedSides, earlier: Earlier | null): number | null {
  const isEnough = (n: number): boolean =>
    (chanceToOpen(criterion, n, assumed, earlier) ?? 0) >= ENOUGH_POWER;
  return leastUpTo(MOST_PROMPTS, Math.max(criterion.minimumPrompts, 1), isEnough);
}
