import { createSchemaCompiler } from '../../checks/compile-schemas.ts';
import { prepareBare } from '../../checks/prepare-bare.ts';
import type { GoldenPrompt } from '../../contract/suites/prompt.ts';
import type { ComparedPair } from '../../parity/compare-sides.ts';
import { promptsOf, repeatOf, targetOf, type Sides } from '../project/choose-sides.ts';
import { comparePair, type PairWorld } from './compare-pair.ts';
import { onceEach } from './once-each.ts';
import type { Project } from '../project/load-project.ts';
import { pairRecords, type RecordPair } from './pair-records.ts';
import type { RunWorld } from '../run-world.ts';

interface PairOfPrompt {
  readonly prompt: GoldenPrompt;
  readonly pair: RecordPair;
  readonly compared: ComparedPair;
}

/** Prepares a prompt for all of its answers at once. */
export function createBareOf(): PairWorld['bareOf'] {
  const { compile } = createSchemaCompiler();
  return onceEach(
    ({ id }) => id,
    (prompt) => prepareBare(prompt, compile),
  );
}

/** What pairs of these sides are compared with. */
export function pairWorld(
  project: Project,
  { baseline, candidate }: Sides,
  judgeApart: RunWorld['judgeApart'],
  signal: AbortSignal,
): PairWorld {
  return {
    bareOf: createBareOf(),
    judgeApart,
    judgingMs: targetOf(project, candidate.target).deadlines.judgingMs,
    signal,
    baseline: targetOf(project, baseline.target),
    candidate: targetOf(project, candidate.target),
  };
}

/** Every pair of exchanges that has a record, compared; of the prompts that both sides were asked. */
export async function* comparedPairs(
  project: Project,
  sides: Sides,
  { judgeApart }: Pick<RunWorld, 'judgeApart'>,
  signal: AbortSignal,
): AsyncGenerator<PairOfPrompt, undefined> {
  const { baseline, candidate } = sides;
  const prompts = promptsOf(project, sides);
  const world = pairWorld(project, sides, judgeApart, signal);
  const repeat = { baseline: repeatOf(baseline), candidate: repeatOf(candidate) };
  for await (const pair of pairRecords(baseline, candidate, repeat)) {
    const prompt = prompts.get((pair.baseline ?? pair.candidate)?.case.prompt ?? '');
    if (prompt !== undefined) yield { prompt, pair, compared: await comparePair(prompt, pair, world) };
  }
  return undefined;
}
