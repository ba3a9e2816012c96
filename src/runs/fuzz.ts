import { InputError, problem } from '../contract/problem.ts';
import { counterexampleName, parseReproPath, type Counterexample } from '../fuzz/counterexample.ts';
import type { Checked, Property } from '../fuzz/property.ts';
import { PROPERTIES } from '../fuzz/registry.ts';
import type { FuzzReport } from '../fuzz/render-fuzz.ts';
import { tryProperties, type Tried } from '../fuzz/try-properties.ts';
import { writeCounterexample } from '../store/counterexamples.ts';
import { fuzzTargets } from './fuzz-targets.ts';
import { openFuzzStage, type StageOptions } from './open-fuzz-stage.ts';
import { replayCounterexamples } from './replay-counterexamples.ts';
import { reportFuzz } from './report-fuzz.ts';
import type { RunWorld } from './run-world.ts';

export interface FuzzOptions {
  /** Wires or servers; null is all of them. */
  readonly wires: readonly string[] | null;
  /** For each property. */
  readonly runs: number;
  readonly seed: number;
  /** `property:path` of one counterexample, or null. */
  readonly path: string | null;
  readonly timeBudgetMs: number | null;
  /** Where counterexamples are kept. */
  readonly folder: string;
  readonly signal: AbortSignal;
  onBatch?(runs: number): void;
  /** Doubles for parts of the stage. */
  readonly stage?: StageOptions;
}

/** Tries every property on every wire, in memory. Throws InputError for a wire or path that is none. */
export async function fuzz(options: FuzzOptions, world: Pick<RunWorld, 'clock'>): Promise<FuzzReport> {
  const { wires, seed, path, folder } = options;
  const repro = path === null ? null : findRepro(path);
  const stage = await openFuzzStage(fuzzTargets(wires), options.stage);
  const untilMs = options.timeBudgetMs === null ? null : world.clock.nowMs() + options.timeBudgetMs;
  const isOver = (): boolean =>
    options.signal.aborted || (untilMs !== null && world.clock.nowMs() >= untilMs);

  const replayed = repro === null ? await replayCounterexamples(folder, stage) : [];
  const tried =
    repro === null
      ? await tryProperties(PROPERTIES, stage, { ...options, isOver })
      : [tryOnce(repro.property, await repro.property.check(stage, { seed, runs: 1, path: repro.path }))];

  const report = reportFuzz({
    tried,
    replayed,
    seed,
    asked: wires,
    wires: stage.wires.map(({ name }) => name),
    runs: repro === null ? options.runs : 1,
  });
  for (const { found } of report.properties) if (found !== null) await save(found, folder);
  return report;
}

function findRepro(text: string): { readonly property: Property; readonly path: string } {
  const parsed = parseReproPath(text);
  const property = PROPERTIES.find(({ name }) => name === parsed?.property);
  if (parsed !== null && property !== undefined) return { property, path: parsed.path };
  throw new InputError([
    problem(
      `--path ${JSON.stringify(text)} leads to no counterexample`,
      `give PROPERTY:PATH as fuzz printed it; the properties are ${PROPERTIES.map(({ name }) => name).join(', ')}`,
    ),
  ]);
}

function tryOnce(property: Property, { runs, found }: Checked): Tried {
  return { property, runs, skips: {}, found };
}

async function save(found: Counterexample, folder: string): Promise<void> {
  await writeCounterexample(folder, {
    name: counterexampleName(found),
    text: `${JSON.stringify(found, null, 2)}\n`,
  });
}
