import type { Catalog, CatalogTarget } from '../../config/catalog.ts';
import { USUAL_BASELINE } from '../../config/defaults.ts';
import type { Diagnosis } from '../../contract/runs/diagnosis.ts';
import { InputError } from '../../contract/problem.ts';
import { NO_PAST } from '../../simulator/past.ts';
import { checkConfig } from '../project/check-config.ts';
import { connectRun } from '../connect/connect-run.ts';
import { examineTarget } from './examine-target.ts';
import { loadProject } from '../project/load-project.ts';
import { lackingOf } from '../project/missing-variables.ts';
import type { RunWorld } from '../run-world.ts';
import { targetsNamed } from '../project/targets-named.ts';

export interface DoctorOptions {
  readonly config: string;
  /** Null is all. */
  readonly targets: readonly string[] | null;
  /** Whether each target is asked for one token. Without it none is spent. */
  readonly call: boolean;
}

const OK = { state: 'ok', of: 'setup', mend: null } as const;

/**
 * Looks at what a live run needs, from what is written to who answers, one row after the other. What is wrong with a file
 * is a row like others; throws InputError for a name that is no target's.
 */
export async function* examine(
  options: DoctorOptions,
  world: RunWorld,
  signal: AbortSignal,
): AsyncGenerator<Diagnosis, undefined> {
  yield { ...OK, what: 'Node', finding: world.versions['node'] ?? 'of unknown version' };
  const catalog = yield* examineConfig(options.config);
  yield* examineSuites(options.config, catalog);
  if (catalog === null) return undefined;
  const ready: CatalogTarget[] = [];
  for (const target of targetsNamed(catalog, options.targets)) {
    const rows = await examineVariables(target, world.env);
    yield* rows;
    if (rows.every(({ state }) => state === 'ok')) ready.push(target);
  }
  yield* examineNetwork(catalog, ready, options.call, world, signal);
  return undefined;
}

async function* examineConfig(path: string): AsyncGenerator<Diagnosis, Catalog | null> {
  const what = `configuration ${path}`;
  try {
    const { catalog, warnings } = await checkConfig(path);
    yield { ...OK, what, finding: `${catalog.targets.length} targets` };
    for (const { message, mend } of warnings) yield { ...OK, state: 'doubt', what, finding: message, mend };
    return catalog;
  } catch (error) {
    yield* problemsOf(what, error);
    return null;
  }
}

async function* examineSuites(config: string, catalog: Catalog | null): AsyncGenerator<Diagnosis> {
  if (catalog === null) return;
  const what = 'suites and goldens';
  try {
    const project = await loadProject({ config, suites: null, baseline: USUAL_BASELINE });
    if (project.problems.length > 0) throw new InputError(project.problems);
    const prompts = project.suites.flatMap((suite) => suite.prompts);
    const bare = prompts.filter(({ id }) => !project.goldens.has(id)).length;
    yield { ...OK, what, finding: `${prompts.length} prompts, ${prompts.length - bare} with a golden` };
    if (bare > 0) {
      const mend = 'ask once, read what comes, and approve it: npx llama-contract golden approve';
      yield {
        ...OK,
        state: 'doubt',
        what,
        finding: `answers to ${bare} prompts are held against nothing`,
        mend,
      };
    }
  } catch (error) {
    yield* problemsOf(what, error);
  }
}

/** What is wrong with a file is a row each; anything else is a defect of ours, and goes on. */
function problemsOf(what: string, error: unknown): readonly Diagnosis[] {
  if (!(error instanceof InputError)) throw error;
  return error.problems.map(({ message, mend, file, line }) => ({
    ...OK,
    state: 'problem',
    what: file === null || line === null ? what : `${file}:${line}`,
    finding: message,
    mend,
  }));
}

/** By their names alone: a value is shown nowhere. */
async function examineVariables(target: CatalogTarget, env: RunWorld['env']): Promise<readonly Diagnosis[]> {
  const what = `credentials of ${target.id}`;
  const lacking = await lackingOf(target, env);
  if (lacking.length > 0) {
    return lacking.map(({ message, mend }) => ({ ...OK, state: 'problem', what, finding: message, mend }));
  }
  const finding = target.credentials.kind === 'none' ? 'none are asked for' : 'all that are named are set';
  return [{ ...OK, what, finding }];
}

async function* examineNetwork(
  catalog: Catalog,
  targets: readonly CatalogTarget[],
  call: boolean,
  world: RunWorld,
  signal: AbortSignal,
): AsyncGenerator<Diagnosis> {
  const plan = { targets, prompts: [] };
  const live = { source: 'live', faults: [], seed: 1, past: NO_PAST, replay: null } as const;
  const connected = await connectRun({ catalog, plan, ...live }, world).catch((error: unknown) =>
    problemsOf('network', error),
  );
  if (!('targets' in connected)) {
    yield* connected;
    return;
  }
  const { masks, warnings } = connected;
  try {
    for (const { message, mend } of warnings) {
      yield { ...OK, state: 'doubt', what: 'environment', finding: masks.redact(message), mend };
    }
    for (const each of connected.targets) {
      if (signal.aborted) return;
      yield* examineTarget({ connected: each, call, clock: world.clock, redact: masks.redact, signal });
    }
  } finally {
    await connected.close();
  }
}
