import { DEFAULT_POLICY } from '../../src/contract/routing/default-policy.ts';
import {
  carryEvidence,
  type Carried,
  type Carrying,
  type JudgedRuns,
  type KeptEvidence,
} from '../../src/gates/carry-evidence.ts';
import type { PromptEvidence } from '../../src/gates/gate-evidence.ts';
import { tallyEvidence } from '../../src/gates/tally-evidence.ts';

const T0 = Date.UTC(2026, 10, 26, 7);
const HOUR = 3_600_000;
export const ROOT = 'a'.repeat(64);

export const BASIS = {
  configuration: 'c',
  suites: 's',
  goldens: 'g',
  prompts: 'p',
  askings: 'a',
  version: '1',
};
export const OF_OLD = { 'its name of the model': ['llama-4-scout'] };

/** A run that was asked so many hours after the start. */
export function runAt(
  hours: number,
  prompts: readonly PromptEvidence[],
  more: Partial<JudgedRuns> = {},
): JudgedRuns {
  const run = `r${hours}`;
  return {
    baseline: { target: 'old', run, root: ROOT },
    candidate: { target: 'new', run, root: ROOT },
    source: 'live',
    asked: new Date(T0 + hours * HOUR).toISOString(),
    draws: [`asked ${run}`],
    basis: BASIS,
    fingerprints: { baseline: OF_OLD, candidate: OF_OLD },
    tallies: tallyEvidence({ prompts }, DEFAULT_POLICY),
    ...more,
  };
}

/** A ledger's evidence, and its judge. */
export function openBook(more: Partial<Carrying> = {}) {
  const lines: KeptEvidence[] = [];
  const carry = (run: JudgedRuns, nowHours = 10_000): Carried =>
    carryEvidence(run, {
      ledger: 'rollouts/move.jsonl',
      evidence: lines,
      begunAt: new Date(T0).toISOString(),
      nowMs: T0 + nowHours * HOUR,
      maxAgeHours: Infinity,
      pinned: [],
      ...more,
    });
  return {
    lines,
    carry,
    /** Judges a run, keeps it, and gives what was carried to it. */
    judge(run: JudgedRuns, nowHours?: number): Carried {
      const carried = carry(run, nowHours);
      const counted = carried.shown.counted.map(({ line }) => line);
      const { began } = carried;
      const body = { kind: 'evidence', stage: 'shadow', ...run, counted, began } as const;
      if (!carried.isKept) lines.push({ entry: { seq: lines.length + 2 }, body });
      return carried;
    },
  };
}
