import { quoteShell } from '../../reports/exchange/quote-shell.ts';
import type { Sides } from './choose-sides.ts';
import { whereFlags, type Where } from './name-run.ts';

/**
 * The command that asks again what two sides leave open; null where nobody can be asked. Who reads the answers decides what
 * breaks, so it names the migration where there is one.
 */
export function askAgainCommand({ baseline, candidate, migration }: Sides, where: Where): string | null {
  if (whyNotAgain({ baseline, candidate }) !== null) return null;
  const sides = [baseline, candidate].map(({ run, target }) => `${run.manifest.run}/${target}`);
  const of = migration === null ? [] : ['--migration', migration.id];
  return ['npx', 'llama-contract', 'compare', ...sides, '--again', ...of, ...whereFlags(where)]
    .map(quoteShell)
    .join(' ');
}

/** Why two sides cannot be asked again as they were, or null. */
export function whyNotAgain({ baseline, candidate }: Pick<Sides, 'baseline' | 'candidate'>): string | null {
  const sources = new Set([baseline, candidate].map(({ run }) => run.manifest.source));
  if (sources.has('replay')) return 'what is replayed was recorded, and cannot be asked again';
  if (sources.size > 1) return 'one side is live and the other simulated';
  return baseline.target === candidate.target
    ? 'both sides are one target, which can only be asked as it is now'
    : null;
}
