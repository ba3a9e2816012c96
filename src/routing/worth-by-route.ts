import type { RouteDecision } from '../contract/routing/route.ts';
import type { RouteWorth } from '../contract/routing/route-worth.ts';
import type { Metered } from '../contract/runs/summary.ts';

export interface RoutedPrompt {
  readonly prompt: string;
  readonly decision: Pick<RouteDecision, 'rule' | 'target'>;
}

/** What one target's answers to one prompt came to. */
export interface AnsweredPrompt {
  /** The mean share of what is compared that they hold; null where nothing is. */
  readonly score: number | null;
  readonly metered: Metered;
}

/**
 * What quality each route gives for what is billed: by rule and target, in the order of their first prompts. A target that was
 * not asked a prompt which it is sent has no answer to it, and what its route takes is unknown.
 */
export function worthByRoute(
  routed: readonly RoutedPrompt[],
  answersOf: (target: string, prompt: string) => AnsweredPrompt | null,
): readonly RouteWorth[] {
  const routes = Map.groupBy(routed, ({ decision: { rule, target } }) => JSON.stringify([rule, target]));
  return [...routes.values()].flatMap((alike) => {
    const [first] = alike;
    if (first === undefined) return [];
    const { rule, target } = first.decision;
    const answers = target === null ? [] : alike.map(({ prompt }) => answersOf(target, prompt));
    const known = answers.filter((each) => each !== null);
    const scores = known.flatMap(({ score }) => score ?? []);
    const isKnown = known.length === alike.length;
    return {
      rule,
      target,
      prompts: alike.length,
      quality: isKnown && scores.length > 0 ? sum(scores) / scores.length : null,
      metered: isKnown ? addUp(known.map(({ metered }) => metered)) : null,
    };
  });
}

function addUp(all: readonly Metered[]): Metered {
  const of = (key: keyof Metered): number => sum(all.map((each) => each[key]));
  return {
    attempts: of('attempts'),
    unmetered: of('unmetered'),
    inputTokens: of('inputTokens'),
    outputTokens: of('outputTokens'),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
