import { USUAL_BASELINE } from '../../config/defaults.ts';
import type { Source } from '../../contract/exchanges/exchange.ts';
import type { Agreement } from '../../contract/opinions/agreement.ts';
import type { Fault } from '../../contract/wires/fault.ts';
import { InputError, problem, type Problem } from '../../contract/problem.ts';
import { readAgreement, writeAgreement } from '../../opinions/agreement-file.ts';
import { countAgreement } from '../../opinions/count-agreement.ts';
import { whyNotTrusted, whyTooFew } from '../../opinions/why-not-trusted.ts';
import { orProblem } from '../../store/disk/input-output-problem.ts';
import { askLabels, type JudgedLabel } from './ask-labels.ts';
import { loadJudge } from './load-judge.ts';
import { loadProject } from '../project/load-project.ts';
import type { RunWorld } from '../run-world.ts';
import { askedFrom } from './trust-judge.ts';

export interface MeasureOptions {
  readonly config: string;
  /** Null is the configuration's. */
  readonly source: Source | null;
  readonly seed: number;
  readonly faults: readonly Fault[];
}

export interface MeasuredAgreement {
  readonly source: Source;
  readonly target: string;
  readonly labelsFile: string;
  readonly labels: number;
  readonly minKappa: number;
  /** In the order of the labels; all of them, unless nothing was asked or the signal came. */
  readonly judged: readonly JudgedLabel[];
  /** What was measured and stored; null where it was not. */
  readonly agreement: Agreement | null;
  readonly agreementFile: string;
  /** Why the judge is not to be listened to, or null. */
  readonly why: string | null;
  readonly warnings: readonly Problem[];
}

/**
 * Asks the judge about every labelled answer, measures how far it agrees with the labels, and stores that beside them.
 * An outage measures nothing and stores nothing. Throws InputError before the first call when anything given is wrong.
 */
export async function measureAgreement(
  options: MeasureOptions,
  world: RunWorld,
  signal: AbortSignal,
): Promise<MeasuredAgreement> {
  const project = await loadProject({ config: options.config, suites: null, baseline: USUAL_BASELINE });
  const loaded = await loadJudge(project);
  const source = askedFrom(options.source ?? project.catalog.source);
  const before = await readAgreement(project.root, loaded.agreement).catch(forgive);
  if (source === 'simulate' && before?.source === 'live') refuseSynthetic(loaded.agreement);
  const result = {
    source,
    target: loaded.target.id,
    labelsFile: loaded.judge.labels,
    labels: loaded.labels.length,
    minKappa: loaded.judge.minKappa,
    judged: [],
    agreement: null,
    agreementFile: loaded.agreement,
    warnings: project.warnings,
  };
  const few = whyTooFew(loaded.labels.length);
  if (few !== null) {
    return { ...result, why: `${few}; nothing was asked` };
  }
  const { catalog } = project;
  const { judged, warnings } = await askLabels(loaded, { ...options, source, catalog }, world, signal);
  const asked = { ...result, judged, warnings: [...project.warnings, ...warnings] };
  const errors = judged.filter(({ opinion }) => opinion.error !== null);
  if (judged.length < loaded.labels.length || errors.length > 0) {
    const unasked = loaded.labels.length - judged.length;
    const why = `${errors.length + unasked} of ${loaded.labels.length} questions were not answered, so nothing is measured`;
    return { ...asked, why };
  }
  const agreement: Agreement = {
    schemaVersion: 1,
    date: new Date(world.clock.wallMs()).toISOString().slice(0, 10),
    source,
    ...loaded.identity,
    toolVersion: world.versions['llama-contract'] ?? 'unknown',
    ...countAgreement(judged),
  };
  const { root } = project;
  const { agreement: file } = loaded;
  await orProblem(file, 'cannot be written', writeAgreement(root, file, agreement));
  return { ...asked, agreement, why: whyNotTrusted(agreement, loaded.judge.minKappa) };
}

/** What is measured anew need not be readable. */
function forgive(error: unknown): null {
  if (error instanceof InputError) return null;
  throw error;
}

function refuseSynthetic(file: string): never {
  const message = `${file} holds what a live judge was measured by, and a simulator's does not replace it`;
  throw new InputError([{ ...problem(message, 'use --source live, or remove the file'), file }]);
}
