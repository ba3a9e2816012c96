import type { Source } from '../../contract/exchanges/exchange.ts';
import type { Migration } from '../../contract/gates/migration.ts';
import { otherBasis, type Carried } from '../../gates/carry-evidence.ts';
import { keepFingerprint, takeFingerprint } from '../../gates/fingerprint.ts';
import { replayLedger } from '../../rollout/replay-ledger.ts';
import { readLedger } from '../../store/ledger/read-ledger.ts';
import { isOf } from '../project/choose-sides.ts';
import { triplesOf } from '../project/choose-targets.ts';
import { hashesOf } from '../verify/describe-run.ts';
import { basisOf, carriedBy } from './keep-evidence.ts';
import type { Project } from '../project/load-project.ts';
import type { RunWorld } from '../run-world.ts';

/** A run that is yet to be asked, of both sides of a migration. */
interface RunToCome {
  readonly project: Project;
  readonly migration: Migration | null;
  readonly baseline: string;
  readonly candidate: string;
  /** By id. */
  readonly prompts: readonly string[];
  readonly source: Source;
  readonly maxAgeHours: number;
}

/**
 * What the ledger of a migration would have counted with a run that is asked now, where it finds the endpoints as the runs
 * before found them and plants no faults; null where no rollout was started, or its ledger is of other targets. Throws
 * InputError for a ledger that was changed.
 */
export async function earlierToCome(
  { project, migration, baseline, candidate, prompts, source, maxAgeHours }: RunToCome,
  { versions, clock }: Pick<RunWorld, 'versions' | 'clock'>,
): Promise<Carried | null> {
  // What is replayed is never carried on.
  if (migration === null || !isOf(migration, { baseline, candidate }) || source === 'replay') return null;
  const ledger = await readLedger(project.root, migration.id);
  if (ledger === null) return null;
  const manifest = {
    run: UNNAMED,
    rejudged: null,
    baseline: project.baseline,
    hashes: hashesOf(project, prompts, { faults: [], cassettes: null }),
    plan: triplesOf({ baseline, candidate }, null),
    versions,
  };
  const basis = basisOf([manifest, manifest]);
  const like = replayLedger(ledger).evidence.findLast(
    ({ body }) => body.source === source && otherBasis(body.basis, basis) === null,
  );
  const unseen = keepFingerprint(takeFingerprint().fingerprint());
  const nowMs = clock.wallMs();
  const judged = {
    baseline: { target: baseline, run: UNNAMED, root: UNNAMED },
    candidate: { target: candidate, run: UNNAMED, root: UNNAMED },
    source,
    asked: new Date(nowMs).toISOString(),
    draws: [UNNAMED],
    basis,
    fingerprints: like?.body.fingerprints ?? { baseline: unseen, candidate: unseen },
    tallies: [],
  };
  return carriedBy(ledger, { judged, taking: { nowMs, maxAgeHours, pinned: [] } });
}

/** No run has this name, and no answers. */
const UNNAMED = 'to be asked';
