import type { RunVerdict } from '../../contract/runs/summary.ts';
import type { Criterion, Stage } from '../../contract/gates/migration.ts';
import type { Random } from '../../contract/world.ts';
import type { GateEvidence, PromptEvidence } from '../gate-evidence.ts';
import { verdictOn } from '../judge-criterion.ts';
import { liveEvidence, type World } from './build-world.ts';

/** A criterion as the gate of its stage judges it: one among so many that may close it. */
export interface JudgedCriterion {
  readonly stage: Stage;
  readonly criterion: Criterion;
  readonly among: number;
}

/** The nights, from 1, on which a criterion first failed and first passed; null is none of the year. */
export interface YearOf {
  readonly failedAt: number | null;
  readonly passedAt: number | null;
}

/** A criterion that is looked at once is looked at on a night that was set before, over what the year has until then. */
export interface OnceAsked {
  readonly night: number;
  evidence(random: Random): GateEvidence;
}

/**
 * A year of nights: each asks every prompt of both sides, and looks at each criterion that is looked at always, over all
 * nights so far or over the night alone. Who failed is not looked at again.
 */
export function liveYear(
  world: World,
  judged: readonly JudgedCriterion[],
  how: { readonly looks: number; readonly nights: 'together' | 'alone'; readonly once: OnceAsked | null },
  random: Random,
): readonly YearOf[] {
  const tally = openTally(world);
  const years = judged.map((): { -readonly [Key in keyof YearOf]: YearOf[Key] } => ({
    failedAt: null,
    passedAt: null,
  }));
  for (let night = 1; night <= how.looks; night += 1) {
    if (how.nights === 'alone') tally.clear();
    drawNight(world, (row, count) => tally.add(row, count), random);
    const evidence = tally.evidence();
    const onceEvidence = night === how.once?.night ? how.once.evidence(random) : null;
    for (const [at, { criterion, among }] of judged.entries()) {
      const year = years[at];
      const seen = criterion.look === 'once' ? onceEvidence : evidence;
      if (year === undefined || year.failedAt !== null || seen === null) continue;
      note(year, verdictOn(criterion, seen, among), night);
    }
  }
  return years;
}

function note(
  year: { failedAt: number | null; passedAt: number | null },
  verdict: RunVerdict,
  night: number,
): void {
  if (verdict === 'fail') year.failedAt = night;
  if (verdict === 'pass') year.passedAt ??= night;
}

/** What nights came to so far. A year sees few of all rows, and a night changes few of those. */
function openTally({ rows }: World) {
  const places = new Map<number, number>();
  const seen: PromptEvidence[] = [];
  return {
    add(row: number, count: number): void {
      const place = places.get(row) ?? seen.length;
      const before = seen[place] ?? rows[row];
      if (before === undefined) return;
      seen[place] = { ...before, times: (places.has(row) ? before.times : 0) + count };
      places.set(row, place);
    },
    clear(): void {
      places.clear();
      seen.length = 0;
    },
    evidence: (): GateEvidence => liveEvidence(seen.filter(({ times }) => times > 0)),
  };
}

/** Adds a night: of prompts that are alike, those that do not come out in the likeliest way are found by leaps. */
export function drawNight(
  { groups }: Pick<World, 'groups'>,
  add: (row: number, count: number) => void,
  random: Random,
): void {
  for (const { prompts, outcomes } of groups) {
    const likeliest = outcomes[0];
    if (likeliest === undefined) continue;
    const rest = 1 - likeliest.chance;
    let others = 0;
    if (rest > 0) {
      const scale = Math.log1p(-rest);
      for (let at = leap(random, scale); at <= prompts; at += leap(random, scale)) {
        add(rowAt(outcomes, likeliest.chance + random() * rest), 1);
        others += 1;
      }
    }
    add(likeliest.row, prompts - others);
  }
}

/** How far to the next that is none of the likeliest: geometric. */
function leap(random: Random, scale: number): number {
  return 1 + Math.floor(Math.log(1 - random()) / scale);
}

function rowAt(outcomes: World['groups'][number]['outcomes'], place: number): number {
  let sum = 0;
  for (const { row, chance } of outcomes) {
    sum += chance;
    if (place < sum) return row;
  }
  return outcomes.at(-1)?.row ?? 0;
}
