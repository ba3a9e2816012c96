import type { BodyOf, Ledger } from '../../contract/rollout/ledger.ts';
import type { Fingerprint } from '../../contract/wires/fingerprint.ts';
import type { Policy, Stage } from '../../contract/gates/migration.ts';
import { carryEvidence, type Carried, type Carrying, type JudgedRuns } from '../../gates/carry-evidence.ts';
import { keepFingerprint } from '../../gates/fingerprint.ts';
import type { GateEvidence } from '../../gates/gate-evidence.ts';
import { tallyEvidence } from '../../gates/tally-evidence.ts';
import { hashCanonical } from '../../json/hash-canonical.ts';
import { replayLedger } from '../../rollout/replay-ledger.ts';
import { askedBy } from '../../store/run/asked-by.ts';
import { askedAt } from '../../store/run/asked-at.ts';
import { changeLedger } from '../../store/ledger/change-ledger.ts';
import type { RunManifest } from '../../store/run/manifest.ts';
import type { ChosenSide, Sides } from '../project/choose-sides.ts';
import type { SealedRun } from '../project/gather-answers.ts';
import { isOfLive } from '../project/live-suite.ts';
import { ledgerWorld, type RolloutWorld } from '../project/open-rollout.ts';

/** Evidence that a ledger may keep, and how what is there is taken beside it. */
export interface ToKeep {
  readonly root: string;
  readonly migration: string;
  readonly stage: Stage;
  readonly judged: JudgedRuns;
  readonly taking: Pick<Carrying, 'nowMs' | 'maxAgeHours' | 'pinned'>;
}

/** What earlier evidence adds; null where the ledger is of other targets. */
export function carriedBy(
  ledger: Ledger,
  { judged, taking }: Pick<ToKeep, 'judged' | 'taking'>,
): Carried | null {
  const { start, evidence, begun } = replayLedger(ledger);
  if (start.baseline !== judged.baseline.target || start.candidate !== judged.candidate.target) return null;
  return carryEvidence(judged, { ledger: ledger.file, evidence, begunAt: begun.at, ...taking });
}

/** The line that a ledger is to have of it; null where it has it, where it is of other targets, or of a try before. */
export function evidenceLine(ledger: Ledger, toKeep: ToKeep): BodyOf<'evidence'> | null {
  const carried = carriedBy(ledger, toKeep);
  if (carried === null || carried.isKept) return null;
  const { judged, stage, taking } = toKeep;
  const askedMs = Date.parse(judged.asked);
  if (askedMs < Date.parse(replayLedger(ledger).begun.at) || askedMs > taking.nowMs) return null;
  const counted = carried.shown.counted.map(({ line }) => line);
  return { kind: 'evidence', stage, ...judged, counted, began: carried.began };
}

/**
 * Adds the evidence of a gate to the ledger of its migration, where there is one, so that gates after it count it too.
 * Gives the line; null where nothing was added.
 */
export async function keepEvidence(
  toKeep: ToKeep | null,
  by: string,
  world: RolloutWorld,
): Promise<{ readonly file: string; readonly line: number } | null> {
  if (toKeep === null) return null;
  const { root, migration } = toKeep;
  const { ledger, result } = await changeLedger({ root, migration, by }, ledgerWorld(world), (before) => {
    const line = before === null ? null : evidenceLine(before, toKeep);
    return { add: line === null ? [] : [line], result: line };
  });
  return result === null || ledger === null ? null : { file: ledger.file, line: ledger.entries.length };
}

/** Two runs as evidence, or null where it cannot be told from other evidence, or is of several sources or of a recording. */
export function judgedRuns(
  sides: Sides,
  gathered: Pick<GateEvidence, 'prompts' | 'sources'>,
  fingerprints: Readonly<Record<'baseline' | 'candidate', Fingerprint>>,
  policy: Policy,
): JudgedRuns | null {
  const { baseline, candidate } = sides;
  // No two runs of live requests ask the same, and each would begin anew.
  if ([baseline, candidate].some(({ run }) => isOfLive(run.manifest))) return null;
  const [source, ...others] = gathered.sources;
  const [first, ...rest] = [baseline.run.manifest, candidate.run.manifest].map(askedAt);
  const asked = rest.reduce<string | null>(
    (least, at) => (least === null || at === null ? null : at < least ? at : least),
    first ?? null,
  );
  // What is replayed was recorded once, however often it is.
  if (source === undefined || others.length > 0 || source === 'replay' || asked === null) return null;
  const draws = new Set([baseline.run, candidate.run].flatMap(drawsOf));
  return {
    baseline: sideOf(baseline),
    candidate: sideOf(candidate),
    source,
    asked,
    draws: [...draws].toSorted(),
    basis: basisOf([baseline.run.manifest, candidate.run.manifest]),
    fingerprints: {
      baseline: keepFingerprint(fingerprints.baseline),
      candidate: keepFingerprint(fingerprints.candidate),
    },
    tallies: tallyEvidence(gathered, policy),
  };
}

function sideOf({ run, target }: ChosenSide): JudgedRuns['baseline'] {
  return { target, run: run.manifest.run, root: run.evidenceRoot };
}

/** However often answers are judged, and by whatever name their run goes, they were asked once; one seed simulates one run. */
function drawsOf({ manifest, evidenceRoot }: SealedRun): readonly string[] {
  const { source, seed, rejudged } = manifest;
  const roots = [evidenceRoot, rejudged?.evidenceRoot ?? [], rejudged?.askedIn?.evidenceRoot ?? []].flat();
  return [
    ...new Set(roots.map((root) => `root ${root}`)),
    `asked ${askedAt(manifest)}`,
    ...(source === 'simulate' ? [`seed ${seed}`] : []),
  ];
}

/** What is told of a run by which its evidence may be counted with another's. */
type Asked = Pick<RunManifest, 'run' | 'rejudged' | 'baseline' | 'hashes' | 'versions'> & {
  readonly plan: Pick<RunManifest['plan'], 'modes' | 'repeat' | 'once'>;
};

export function basisOf(manifests: readonly Asked[]): JudgedRuns['basis'] {
  const of = (part: (manifest: Asked) => Parameters<typeof hashCanonical>[0]): string =>
    hashCanonical(manifests.map(part));
  return {
    configuration: of(askedBy),
    suites: of(({ hashes }) => hashes.suites),
    goldens: of(({ hashes, baseline }) => [baseline, hashes.goldens]),
    // One that did not keep it is like no other.
    prompts: of(({ hashes, run }) => hashes.prompts ?? run),
    askings: of(({ plan: { modes, repeat, once } }) => [[...modes], repeat, once]),
    version: of(({ versions }) => versions['llama-contract'] ?? 'unknown'),
  };
}
