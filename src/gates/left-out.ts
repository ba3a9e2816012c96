import type { LeftOut } from '../contract/gates/gate-plan.ts';
import { countedBy } from '../contract/gates/gate-metrics.ts';
import type { Criterion, Migration } from '../contract/gates/migration.ts';
import { MODES, type Mode } from '../contract/exchanges/mode.ts';
import type { GoldenPrompt } from '../contract/suites/prompt.ts';

const MOST_NAMED = 3;

/** By which a gate says that prompts were left out. */
export const OF_ALL = 'evidence-of-all';

/**
 * The prompts of a migration's suites that are not asked, by suite. Who asks a part of them learns of that part alone: what
 * moves is the traffic of all of them. Nothing is left out where no migration says what moves.
 */
export function leftOutOf(
  prompts: readonly Pick<GoldenPrompt, 'id' | 'suite'>[],
  migration: Pick<Migration, 'suites'> | null,
  isAsked: (prompt: string) => boolean,
): readonly LeftOut[] {
  if (migration === null) return [];
  const own = prompts.filter(({ suite }) => migration.suites?.includes(suite) !== false);
  return [...Map.groupBy(own, ({ suite }) => suite)]
    .map(([suite, all]) => ({ suite, prompts: all.filter(({ id }) => !isAsked(id)).length, of: all.length }))
    .filter((each) => each.prompts > 0)
    .toSorted((a, b) => (a.suite < b.suite ? -1 : 1));
}

/** Those that a required criterion is about: what the ledger of a rollout tells rests on no prompt. */
export function leftOutFor(criteria: readonly Criterion[], leftOut: readonly LeftOut[]): readonly LeftOut[] {
  const about = criteria.filter(isAboutPrompts);
  return leftOut.filter(({ suite }) => about.some(({ suites }) => suites === null || suites.includes(suite)));
}

/** Whoever is moved asks for one body or for a stream as before: what was asked in one mode alone shows nothing of the other. */
export function modesLeftOutOf(
  asked: readonly (readonly Mode[])[],
  migration: Pick<Migration, 'id'> | null,
): readonly Mode[] {
  return migration === null ? [] : MODES.filter((mode) => !asked.every((modes) => modes.includes(mode)));
}

/** As of prompts. */
export function modesLeftOutFor(criteria: readonly Criterion[], modes: readonly Mode[]): readonly Mode[] {
  return criteria.some(isAboutPrompts) ? modes : [];
}

function isAboutPrompts({ required, metric }: Criterion): boolean {
  return required && OF_PROMPTS.has(countedBy(metric));
}

const OF_PROMPTS: ReadonlySet<string> = new Set(['prompt', 'asking']);

/** Null for none. */
export function spellLeftOut(leftOut: readonly LeftOut[]): string | null {
  if (leftOut.length === 0) return null;
  const many = leftOut.reduce((sum, { prompts }) => sum + prompts, 0);
  const named = leftOut
    .slice(0, MOST_NAMED)
    .map(({ suite, prompts, of }) => `${prompts} of ${of} of ${suite}`);
  const rest = leftOut.length > MOST_NAMED ? ` and of ${leftOut.length - MOST_NAMED} more suites` : '';
  return `${many === 1 ? '1 prompt' : `${many} prompts`} of the migration (${named.join(', ')}${rest})`;
}
