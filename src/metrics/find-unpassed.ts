import type { Unpassed } from '../contract/runs/summary.ts';
import type { PromptTally } from './prompt-tally.ts';

interface Asked {
  planned: number;
  passed: number;
}

/**
 * Each target, suite and mode that was asked for and of which nothing passed. A target that skips all that it is asked
 * must not hide behind another one that passes.
 */
export function findUnpassed(tallies: readonly PromptTally[]): readonly Unpassed[] {
  const asked: Record<Unpassed['what'], Map<string, Asked>> = {
    target: new Map(),
    suite: new Map(),
    mode: new Map(),
  };
  const add = (what: Unpassed['what'], id: string, planned: number, passed: number): void => {
    const row = asked[what].get(id) ?? { planned: 0, passed: 0 };
    row.planned += planned;
    row.passed += passed;
    asked[what].set(id, row);
  };
  for (const { target, suite, planned, passed, plannedStreams, passedStreams } of tallies) {
    add('target', target, planned, passed);
    add('suite', suite, planned, passed);
    add('mode', 'send', planned - plannedStreams, passed - passedStreams);
    add('mode', 'stream', plannedStreams, passedStreams);
  }
  return (['target', 'suite', 'mode'] as const).flatMap((what) =>
    [...asked[what]].flatMap(([id, { planned, passed }]) =>
      planned > 0 && passed === 0 ? [{ what, id }] : [],
    ),
  );
}
