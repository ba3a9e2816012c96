import type { Agreement } from '../../contract/opinions/agreement.ts';
import type { Source } from '../../contract/exchanges/exchange.ts';
import { InputError, problem, type Problem } from '../../contract/problem.ts';
import { readAgreement } from '../../opinions/agreement-file.ts';
import { listChanges } from '../../opinions/list-changes.ts';
import { whyNotTrusted } from '../../opinions/why-not-trusted.ts';
import type { PlannedPrompt } from '../../suites/plan-prompts.ts';
import { loadJudge, playedLabels, type LoadedJudge } from './load-judge.ts';
import type { Project } from '../project/load-project.ts';

/** A judge whose word may be shown, with the agreement that stands beside it wherever it is. */
export interface TrustedJudge extends LoadedJudge {
  readonly measured: Agreement;
  /** The questions that a simulator knows the answers to. */
  readonly played: readonly PlannedPrompt[];
}

/**
 * The judge of a project, if its agreement with people was measured, is enough, and is of the judge as it is now. Throws
 * InputError with the mend where it is not: nothing may be shown of it.
 */
export async function trustJudge(
  project: Pick<Project, 'root' | 'catalog'>,
  from: Source,
): Promise<TrustedJudge> {
  const source = askedFrom(from);
  const loaded = await loadJudge(project);
  const { agreement: file, identity, judge } = loaded;
  const measured = await readAgreement(project.root, file);
  if (measured === null) throw refused(file, `nothing says how far ${judge.target} agrees with people`);
  const changes = listChanges(measured, identity);
  if (changes.length > 0) throw refused(file, `it was measured before ${changes.join(' and ')} changed`);
  const why = whyNotTrusted(measured, judge.minKappa);
  if (why !== null) {
    throw refused(
      file,
      why,
      'name another judge, or look at the labels that it disagrees with: npx llama-contract golden judge',
    );
  }
  if (source === 'live' && measured.source !== 'live') {
    throw refused(file, 'a simulator was measured, and the source is live');
  }
  return { ...loaded, measured, played: playedLabels(loaded.labels) };
}

/** A judge is asked, and a replay asks nobody. */
export function askedFrom(source: Source): Exclude<Source, 'replay'> {
  if (source !== 'replay') return source;
  const mend = 'use --source live or --source simulate, or leave the judge out';
  throw new InputError([problem('a judge is to be asked, and a replay asks nobody', mend)]);
}

function refused(
  file: string,
  why: string,
  mend = 'measure it: npx llama-contract golden judge; or leave --judge out',
): InputError {
  const refusal: Problem = { ...problem(`the judge cannot be asked: ${why}`, mend), file };
  return new InputError([refusal]);
}
