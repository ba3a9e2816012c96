import type { ExchangeRecord } from '../../contract/exchanges/record.ts';
import type { AskedAgain } from '../../gates/gate-evidence.ts';
import { gatherAgain, type AgainGathering, type PairAgain } from '../../gates/gather-again.ts';
import type { ComparedPair } from '../../parity/compare-sides.ts';
import { breaksOf } from '../../parity/breaks-of.ts';
import { createReadBy, type ReadBy } from '../../parity/read-by.ts';
import { readPlanned } from '../../store/run/read-planned.ts';
import { promptsOf, type Sides } from '../project/choose-sides.ts';
import { comparePair } from './compare-pair.ts';
import { pairWorld } from './compared-pairs.ts';
import type { SealedRun } from '../project/gather-answers.ts';
import { pairRecords } from './pair-records.ts';
import type { Project } from '../project/load-project.ts';
import type { RunWorld } from '../run-world.ts';

/**
 * What asking prompts again came to, by prompt. Each answer of either side is held against the baseline's first, which was
 * given before and decides nothing: where the sides answer alike, theirs of now are exchangeable.
 */
export async function gatherPromptsAgain(
  project: Project,
  sides: Sides,
  runs: readonly SealedRun[],
  { judgeApart }: Pick<RunWorld, 'judgeApart'>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, AskedAgain>> {
  const gatherings = await openGatherings(sides, runs);
  if (gatherings.size === 0) return new Map();
  const prompts = promptsOf(project, sides);
  const firsts = await firstAnswers(sides, gatherings);
  const world = pairWorld(project, sides, judgeApart, signal);
  const readBy = createReadBy(sides.migration?.consumers ?? []);
  for (const run of runs) {
    const { repeat } = run.manifest.plan;
    const [baseline, candidate] = [sides.baseline, sides.candidate].map(({ target }) => ({ run, target }));
    if (baseline === undefined || candidate === undefined) continue;
    for await (const pair of pairRecords(baseline, candidate, { baseline: repeat, candidate: repeat })) {
      const id = (pair.baseline ?? pair.candidate)?.case;
      const prompt = prompts.get(id?.prompt ?? '');
      if (id === undefined || prompt === undefined) continue;
      const second = pair.baseline?.exchange ?? null;
      const first = firsts.get(`${id.prompt} ${id.mode}`) ?? null;
      const compared = await comparePair(
        prompt,
        { baseline: first, candidate: pair.candidate, second },
        world,
      );
      const isWhole = pair.baseline !== null && pair.candidate !== null;
      if (!isWhole) continue;
      gatherings.get(id.prompt)?.add(pairName(run, id.repetition), {
        mode: id.mode,
        baseline: second,
        candidate: pair.candidate?.exchange ?? null,
        breaks: breaksIn(compared, readBy),
      });
    }
  }
  return new Map([...gatherings].map(([prompt, gathering]) => [prompt, gathering.gathered()]));
}

function breaksIn(compared: ComparedPair, readBy: ReadBy): PairAgain['breaks'] {
  if (compared.what === 'skipped') return { baseline: false, candidate: false };
  if (compared.what !== 'compared' || compared.noise === null) return null;
  return {
    baseline: breaksOf(compared.noise, readBy).length > 0,
    candidate: breaksOf(compared.differences, readBy).length > 0,
  };
}

function pairName({ manifest }: SealedRun, repetition: number): string {
  return `${manifest.run} ${repetition}`;
}

async function openGatherings(
  { baseline, candidate }: Sides,
  runs: readonly SealedRun[],
): Promise<ReadonlyMap<string, AgainGathering>> {
  const planned = new Map<string, string[]>();
  for (const run of runs) {
    const { plan } = run.manifest;
    const { pairs } = await readPlanned(run.folder, run.manifest);
    const asked = pairs.filter(({ target }) => target === candidate.target);
    for (const { prompt } of asked) {
      const names = Array.from({ length: plan.repeat }, (_, at) => pairName(run, at + 1));
      planned.set(prompt, [...(planned.get(prompt) ?? []), ...names]);
    }
  }
  const modes = baseline.run.manifest.plan.modes.filter((mode) =>
    candidate.run.manifest.plan.modes.includes(mode),
  );
  return new Map([...planned].map(([prompt, names]) => [prompt, gatherAgain(modes, names)]));
}

/** The baseline's first answer to each prompt and mode. */
async function firstAnswers(
  { baseline }: Sides,
  asked: ReadonlyMap<string, unknown>,
): Promise<ReadonlyMap<string, ExchangeRecord>> {
  const firsts = new Map<string, ExchangeRecord>();
  for await (const { record } of baseline.run.recordsOf(baseline.target, 'first')) {
    const { prompt, mode } = record.case;
    if (asked.has(prompt)) firsts.set(`${prompt} ${mode}`, record);
  }
  return firsts;
}
