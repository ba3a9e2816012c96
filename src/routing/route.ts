import type {
  CountedTokens,
  RequestFeatures,
  RequestShape,
  RouteChoice,
  RouteDecision,
  RoutePolicy,
  RouteRule,
  TargetEvidence,
  TargetScore,
} from '../contract/routing/route.ts';
import { whyNot } from './exclude-target.ts';
import { isChosen, meets } from './meets.ts';
import { asCounted, measureRequest } from './measure-request.ts';
import { scoreTarget, toNineDigits } from './score-target.ts';

const NOT_COUNTED: CountedTokens = new Map();

/**
 * Where a request goes. `current` is the target that it, or the conversation that it belongs to, is at; null for none. A pin
 * has the last word: where its targets may not have the request, nobody has it. Rules speak of the request as it is before
 * anybody has it; a target that has `counted` it is held to its own count.
 */
export function route(
  shape: RequestShape,
  evidence: readonly TargetEvidence[],
  policy: RoutePolicy,
  current: string | null,
  counted: CountedTokens = NOT_COUNTED,
): RouteDecision {
  const features = measureRequest(shape, policy);
  const { first, pin } = rulesFor(features, policy);
  const preferred = first === null ? null : preferenceOf(first, features);
  const scores: TargetScore[] = [];
  const excluded: { readonly target: string; readonly reasons: readonly string[] }[] = [];
  for (const each of evidence) {
    const atTarget = asCounted(features, counted.get(each.target));
    const reasons = reasonsOf(atTarget, each, pin, policy);
    if (reasons.length > 0) excluded.push({ target: each.target, reasons });
    else scores.push(scoreTarget(atTarget, each, preferred, policy));
  }
  scores.sort(byRank);
  const [best, second] = scores;
  const kept = keptOf(scores, current, policy.margin);
  const target = (kept ?? best)?.target ?? null;
  return {
    target,
    how: howOf(target, pin, kept),
    rule: first?.id ?? null,
    scores,
    lead: best === undefined || second === undefined ? null : toNineDigits(best.score - second.score),
    excluded,
    fallback: fallbackOf(scores, target, evidence, policy),
    maxAttempts: policy.budget.maxAttempts,
  };
}

/** The rule that decides, and the pin that holds: where one does, it is the one that decides. */
function rulesFor(
  features: RequestFeatures,
  { rules }: RoutePolicy,
): { readonly first: RouteRule | null; readonly pin: RouteRule | null } {
  let first: RouteRule | null = null;
  for (const rule of rules) {
    if (first !== null && rule.pin === undefined) continue;
    if (!meets(features, rule.when)) continue;
    if (rule.pin !== undefined) return { first: rule, pin: rule };
    first = rule;
  }
  return { first, pin: null };
}

function reasonsOf(
  features: RequestFeatures,
  evidence: TargetEvidence,
  pin: RouteRule | null,
  policy: RoutePolicy,
): readonly string[] {
  const reasons = whyNot(features, evidence, policy);
  const { inputTokens, inputTokensBy, maxOutputTokens } = features;
  const tokens = inputTokens + (maxOutputTokens ?? 0);
  const { maxTokens } = policy.budget;
  const isElsewhere = pin?.pin !== undefined && !isChosen(evidence, pin.pin);
  if (!isElsewhere && tokens <= maxTokens) return reasons;
  return [
    ...(isElsewhere ? [`${pin.id} pins it elsewhere`] : []),
    ...(tokens > maxTokens
      ? [
          `${inputTokensBy === 'count' ? '' : 'about '}${tokens} tokens with its answer, and the budget is ${maxTokens}`,
        ]
      : []),
    ...reasons,
  ];
}

function preferenceOf({ prefer, pin, reroute }: RouteRule, features: RequestFeatures): RouteChoice | null {
  const isUnsure =
    reroute !== undefined && features.confidence !== null && features.confidence < reroute.belowConfidence;
  return isUnsure ? reroute.to : (pin ?? prefer ?? null);
}

function byRank(a: TargetScore, b: TargetScore): number {
  return b.score - a.score || (a.target < b.target ? -1 : Number(a.target > b.target));
}

/** A change costs the caches of a conversation, so it needs the margin. */
function keptOf(scores: readonly TargetScore[], current: string | null, margin: number): TargetScore | null {
  const at = scores.find(({ target }) => target === current) ?? null;
  const [best] = scores;
  if (at === null || best === undefined || best.target === at.target) return null;
  return toNineDigits(best.score - at.score) < margin ? at : null;
}

function howOf(target: string | null, pin: RouteRule | null, kept: TargetScore | null): RouteDecision['how'] {
  if (target === null) return 'refused';
  if (pin !== null) return 'pinned';
  return kept === null ? 'best' : 'kept';
}

/** Among those that may have it, the best of the policy's fallback model that is not the first choice already. */
function fallbackOf(
  scores: readonly TargetScore[],
  target: string | null,
  evidence: readonly TargetEvidence[],
  { budget }: RoutePolicy,
): string | null {
  if (budget.fallbackModel === null || budget.maxAttempts < 2) return null;
  for (const score of scores) {
    if (score.target === target) continue;
    const of = evidence.find((each) => each.target === score.target);
    if (of?.model === budget.fallbackModel) return score.target;
  }
  return null;
}
