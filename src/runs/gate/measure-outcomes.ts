import { countRules } from '../../checks/count-rules.ts';
import { whyNoSchema } from '../../checks/prepare-prompt.ts';
import type { CatalogTarget } from '../../config/catalog.ts';
import type { Consumer } from '../../contract/gates/migration.ts';
import { MODES, type Mode } from '../../contract/exchanges/mode.ts';
import type { ExchangeRecord } from '../../contract/exchanges/record.ts';
import type { PromptOutcomes } from '../../gates/calibration/build-world.ts';
import { gatherPrompt } from '../../gates/gather-evidence.ts';
import type { PromptEvidence } from '../../gates/gate-evidence.ts';
import { latencyMs } from '../../metrics/read-timing.ts';
import { breaksOf } from '../../parity/breaks-of.ts';
import { createReadBy, type ReadBy } from '../../parity/read-by.ts';
import { comparePair, type PairWorld } from '../compare/compare-pair.ts';
import { createBareOf } from '../compare/compared-pairs.ts';
import type { ReadyPrompt } from '../project/prepare-prompts.ts';
import type { RunWorld } from '../run-world.ts';

/** The records of one asking of a prompt: one a mode. */
export type Asking = readonly ExchangeRecord[];

/** A prompt with its askings in each manner, and what others of them took. */
export interface AskedPrompt {
  readonly ready: ReadyPrompt;
  readonly manners: readonly Asking[];
  readonly timesMs: readonly number[];
}

/**
 * What comes of each prompt by the manners in which the sides answer: every manner of the first `own` is held against
 * every manner, as the answers of two sides are.
 */
export async function measureOutcomes(
  target: CatalogTarget,
  prompts: readonly AskedPrompt[],
  own: number,
  consumers: readonly Consumer[],
  world: Pick<RunWorld, 'judgeApart'> & { readonly signal: AbortSignal },
): Promise<readonly PromptOutcomes[]> {
  const readBy = createReadBy(consumers);
  const pairWorld: PairWorld = {
    bareOf: createBareOf(),
    ...world,
    judgingMs: target.deadlines.judgingMs,
    baseline: target,
    candidate: target,
  };
  const outcomes: PromptOutcomes[] = [];
  for (const prompt of prompts) {
    world.signal.throwIfAborted();
    // A manner that several breaks share is asked once, and its answers are compared once.
    const same = prompt.manners.map((asking) => prompt.manners.indexOf(asking));
    const breaks = await breaksBetween(prompt, own, same, readBy, pairWorld);
    const rows = new Map<string, PromptEvidence>();
    outcomes.push({
      timesMs: prompt.timesMs,
      rowOf(...manners) {
        const [baseline = 0, candidate = 0, second = 0] = manners.map((manner) => same[manner] ?? manner);
        const key = `${baseline} ${candidate} ${second}`;
        const known = rows.get(key) ?? rowOf(prompt, breaks, { baseline, candidate, second });
        rows.set(key, known);
        return known;
      },
    });
  }
  return outcomes;
}

/** Names of what breaks a client between two manners in a mode; null where they cannot be compared. */
type BreaksBetween = ReadonlyMap<string, readonly string[] | null>;

function keyOf(first: number, other: number, mode: Mode): string {
  return `${first} ${other} ${mode}`;
}

async function breaksBetween(
  { ready, manners }: AskedPrompt,
  own: number,
  same: readonly number[],
  readBy: ReadBy,
  world: PairWorld,
): Promise<BreaksBetween> {
  const breaks = new Map<string, readonly string[] | null>();
  const { prompt } = ready.planned;
  for (const mode of MODES) {
    for (const [first, asking] of manners.slice(0, own).entries()) {
      const baseline = recordOf(asking, mode);
      for (const [other, answered] of manners.entries()) {
        if (same[other] !== other) continue;
        const candidate = recordOf(answered, mode);
        const compared = await comparePair(prompt, { baseline, candidate, second: null }, world);
        const names =
          compared.what === 'compared'
            ? breaksOf(compared.differences, readBy)
            : compared.what === 'skipped'
              ? []
              : null;
        breaks.set(keyOf(first, other, mode), names);
      }
    }
  }
  return breaks;
}

function recordOf(asking: Asking | undefined, mode: Mode): ExchangeRecord | null {
  return asking?.find((record) => record.case.mode === mode) ?? null;
}

/** Gathered as a gate gathers the records of two runs. */
function rowOf(
  { ready: { planned, prepared }, manners }: AskedPrompt,
  breaks: BreaksBetween,
  by: { readonly baseline: number; readonly candidate: number; readonly second: number },
): PromptEvidence {
  const { prompt } = planned;
  const gathering = gatherPrompt(
    {
      suite: prompt.suite,
      prompt: prompt.id,
      modes: MODES,
      repeat: 1,
      hasSchema: whyNoSchema(prompt, prepared.golden) === null,
      isScored: countRules(prompt, prepared.golden) !== null,
    },
    latencyMs,
  );
  for (const mode of MODES) {
    const baseline = asFirst(recordOf(manners[by.baseline], mode));
    const candidate = asFirst(recordOf(manners[by.candidate], mode));
    const names = breaks.get(keyOf(by.baseline, by.candidate, mode)) ?? null;
    const noise = breaks.get(keyOf(by.baseline, by.second, mode)) ?? null;
    gathering.add({ baseline, candidate, breaks: names === null ? null : { candidate: names, noise } });
  }
  return { ...gathering.gathered(), again: null };
}

/** Whatever asking it was, in the night that is drawn it is the first. */
function asFirst(record: ExchangeRecord | null): ExchangeRecord | null {
  return record === null ? null : { ...record, case: { ...record.case, repetition: 1 } };
}
