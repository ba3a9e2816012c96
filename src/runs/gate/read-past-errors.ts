import type { PastRuns } from '../../contract/gates/decision.ts';
import type { Fingerprint } from '../../contract/wires/fingerprint.ts';
import { InputError } from '../../contract/problem.ts';
import { changesBetween, spellChange, takeFingerprint } from '../../gates/fingerprint.ts';
import type { PastErrors } from '../../gates/gate-evidence.ts';
import { serverErrorsOf } from '../../gates/read-record.ts';
import { listRuns } from '../../store/run/find-run.ts';
import { askedBy } from '../../store/run/asked-by.ts';
import type { RunManifest } from '../../store/run/manifest.ts';
import { readManifest } from '../../store/run/read-manifest.ts';
import { readRun } from '../../store/run/read-run.ts';
import type { ChosenSide, Sides } from '../project/choose-sides.ts';
import type { SealedRun } from '../project/gather-answers.ts';

/** Of other runs no more is read: what is older than so many exchanges is left out, and that is said. */
const MOST_EXCHANGES = 50_000;

const MS_PER_HOUR = 3_600_000;

/** What is looked at, and how long it lasts. */
export interface LookingBack {
  readonly out: string;
  readonly maxAgeHours: number;
  /** The evidence roots that may be judged; empty is any. */
  readonly pinned: readonly string[];
}

/** What other runs hold of the baseline, for gates and for people. */
export interface ReadPast {
  readonly errors: PastErrors;
  readonly shown: PastRuns;
}

interface Past {
  readonly run: string;
  readonly evidenceRoot: string;
  readonly classes: ReadonlySet<string>;
  readonly exchanges: number;
  readonly askings: number;
}

/**
 * The server errors that the baseline gave in every other sealed run of it that is no older than evidence lasts, was asked
 * by the same configuration (so with the same faults planted, if any) and answered alike, the newest first. Lines are
 * read one by one, and held to the root with which their run was sealed. `judged` names the runs that are judged already.
 */
export async function readPastErrors(
  { baseline }: Sides,
  judged: readonly string[],
  fingerprint: Fingerprint,
  looking: LookingBack,
  nowMs: number,
  mostExchanges = MOST_EXCHANGES,
): Promise<ReadPast> {
  const past: Past[] = [];
  const leftOut: PastRuns['leftOut'][number][] = [];
  let exchanges = 0;
  for (const folder of (await listRuns(looking.out)).toReversed()) {
    const manifest = await readManifest(folder).catch(() => null);
    if (manifest === null || !isOfBaseline(manifest, baseline, judged, looking, nowMs)) continue;
    const name = manifest.run;
    const why =
      exchanges >= mostExchanges
        ? `of newer runs ${exchanges} exchanges were read, which is enough`
        : await readPast(folder, baseline.target, fingerprint, looking.pinned);
    if (typeof why === 'string') leftOut.push({ run: name, why });
    else {
      past.push(why);
      exchanges += why.exchanges;
    }
  }
  const gaveBy = past.flatMap(({ run, classes }) => [...classes].map((name) => [name, run] as const));
  return {
    errors: {
      classes: Object.fromEntries(gaveBy.toReversed()),
      runs: past.length,
      exchanges,
      askings: past.reduce((sum, { askings }) => sum + askings, 0),
    },
    shown: {
      runs: past.map(({ run, evidenceRoot }) => ({ run, evidenceRoot })),
      exchanges,
      leftOut,
    },
  };
}

/** Of what is no evidence of this baseline there is nothing to be said. */
function isOfBaseline(
  { run: name, rejudged, plan, source, hashes, startedAt }: RunManifest,
  { run, target }: ChosenSide,
  judged: readonly string[],
  { maxAgeHours }: LookingBack,
  nowMs: number,
): boolean {
  // What was judged anew holds the answers of the run that it names.
  if (rejudged !== null || judged.includes(name)) return false;
  const isOfSide = plan.targets.includes(target) && source === run.manifest.source;
  const ageHours = (nowMs - Date.parse(startedAt)) / MS_PER_HOUR;
  return isOfSide && hashes.config === askedBy(run.manifest) && ageHours >= 0 && ageHours <= maxAgeHours;
}

/** What a run holds of a target, or why it is left out. */
async function readPast(
  folder: string,
  target: string,
  fingerprint: Fingerprint,
  pinned: readonly string[],
): Promise<Past | string> {
  try {
    const run = await readRun(folder);
    if (run.evidenceRoot === null) return 'it did not come to its end';
    if (pinned.length > 0 && !pinned.includes(run.evidenceRoot)) return 'its evidence root is not pinned';
    return await lookThrough({ ...run, evidenceRoot: run.evidenceRoot }, target, fingerprint);
  } catch (error) {
    if (error instanceof InputError)
      return 'its evidence was changed after it was recorded, or cannot be read';
    throw error;
  }
}

async function lookThrough(run: SealedRun, target: string, fingerprint: Fingerprint): Promise<Past | string> {
  const classes = new Set<string>();
  const taken = takeFingerprint();
  let exchanges = 0;
  for await (const { record } of run.recordsOf(target)) {
    if (record.exchange === null) continue;
    exchanges += 1;
    taken.add(record.exchange);
    for (const name of serverErrorsOf(record.exchange)) classes.add(name);
  }
  const [change] = changesBetween(taken.fingerprint(), fingerprint);
  if (change !== undefined) return spellChange(target, change);
  // Its modes are no independent draws.
  const { manifest, evidenceRoot } = run;
  const askings = Math.floor(exchanges / manifest.plan.modes.length);
  return { run: manifest.run, evidenceRoot, classes, exchanges, askings };
}
