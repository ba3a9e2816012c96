import { InputError, type Problem } from '../contract/problem.ts';
import { problemAt, type ProblemAt } from '../files/problem-at.ts';
import type { CapabilityFile } from '../contract/probe/capability-file.ts';
import type { Draft } from './parse-draft.ts';

interface ReadProbed {
  /** By the id of the target. */
  readonly probed: ReadonlyMap<string, CapabilityFile>;
  /** At the rows that name them. */
  readonly problems: readonly ProblemAt[];
  /** In the files themselves. */
  readonly within: readonly Problem[];
}

export const NOTHING_PROBED: ReadProbed = { probed: new Map(), problems: [], within: [] };

/** The capability files that targets name. Never throws for what is wrong with one. */
export async function readProbed(
  { targets, source }: Pick<Draft, 'targets' | 'source'>,
  placeOf: (file: string) => string,
): Promise<ReadProbed> {
  const probed = new Map<string, CapabilityFile>();
  const problems: ProblemAt[] = [];
  const within: Problem[] = [];
  for (const [index, row] of targets.entries()) {
    if (typeof row?.capabilities !== 'string') continue;
    const path = ['targets', index, 'capabilities'];
    try {
      // Loaded when a target names one.
      const { readCapabilityFile } = await import('./read-capability-file.ts');
      const file = await readCapabilityFile(placeOf(row.capabilities));
      probed.set(row.id, file);
      if (file.source === 'simulate' && source === 'live') {
        const mend = `probe the real one: npx llama-contract probe ${row.id} --source live`;
        problems.push(
          problemAt(path, 'a simulator was probed, not the endpoint', { severity: 'warning', mend }),
        );
      }
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      within.push(...error.problems);
      problems.push(
        problemAt(path, 'the capability file cannot be used', { mend: 'mend what is told of it' }),
      );
    }
  }
  return { probed, problems, within };
}
