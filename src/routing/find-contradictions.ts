import {
  MEASURES,
  type RouteChoice,
  type RouteCondition,
  type RoutePolicy,
  type RouteRule,
} from '../contract/routing/route.ts';

/** Two rules that may both hold for one request, and pin it to targets that no target is both of. */
export interface Contradiction {
  readonly first: string;
  readonly second: string;
  /** Where the second stands among the rules. */
  readonly at: number;
}

export function findContradictions({ rules }: RoutePolicy): readonly Contradiction[] {
  return rules.flatMap((second, at) =>
    rules
      .slice(0, at)
      .flatMap((first) => (contradict(first, second) ? [{ first: first.id, second: second.id, at }] : [])),
  );
}

function contradict(first: RouteRule, second: RouteRule): boolean {
  if (first.pin === undefined || second.pin === undefined) return false;
  return disagree(first.pin, second.pin) && mayBothHold(first.when, second.when);
}

function disagree(first: RouteChoice, second: RouteChoice): boolean {
  return (['target', 'provider', 'model'] as const).some(
    (key) => first[key] !== undefined && second[key] !== undefined && first[key] !== second[key],
  );
}

function mayBothHold(first: RouteCondition, second: RouteCondition): boolean {
  const overlap = MEASURES.every((measure) => {
    const [a, b] = [first[measure], second[measure]];
    if (a === undefined || b === undefined) return true;
    const low = Math.max(a.above ?? -Infinity, b.above ?? -Infinity);
    return low < Math.min(a.below ?? Infinity, b.below ?? Infinity);
  });
  // A request may carry several intents, so two lists never exclude each other.
  const agree = (['structured', 'tools', 'priority', 'strictLatency'] as const).every(
    (key) => first[key] === undefined || second[key] === undefined || first[key] === second[key],
  );
  return overlap && agree;
}
