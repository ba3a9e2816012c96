import type { Source } from '../../contract/exchanges/exchange.ts';
import { changesSince, spellChange, type Sighting } from '../../gates/fingerprint.ts';
import { listRuns } from '../../store/run/find-run.ts';
import type { Fingerprints } from '../../store/run/fingerprints-file.ts';
import type { RunManifest } from '../../store/run/manifest.ts';
import { readManifest } from '../../store/run/read-manifest.ts';
import { fingerprintsOf } from './take-fingerprints.ts';

/** Older runs are not looked through for the last one that asked a target. */
const MOST_LOOKED_AT = 100;

/**
 * How the endpoints that a run asked answer otherwise than in the last run of each under `dir`, in words. Runs of another
 * source, and those that judge others anew, are of no endpoint of today; one that cannot be read says nothing.
 */
export async function changesSinceLast(
  dir: string,
  { run, source, rejudged, startedAt }: RunManifest,
  now: Fingerprints,
): Promise<readonly string[]> {
  // A recording is what it was.
  if (source === 'replay' || rejudged !== null) return [];
  const open = new Set(Object.keys(now));
  const changes = new Map<string, readonly string[]>();
  // What was asked is judged even where the runs before it may not be listed.
  const runs = await listRuns(dir).catch(() => []);
  for (const folder of runs.toReversed().slice(0, MOST_LOOKED_AT)) {
    if (open.size === 0) break;
    const manifest = await readManifest(folder).catch(() => null);
    if (manifest === null || manifest.run === run || manifest.startedAt >= startedAt) continue;
    if (!asksToday(manifest, source) || !manifest.plan.targets.some((target) => open.has(target))) continue;
    const before = await fingerprintsOf(folder).catch(() => null);
    for (const target of open) {
      const [was, is] = [before?.[target], now[target]];
      if (was === undefined || is === undefined) continue;
      open.delete(target);
      changes.set(
        target,
        changesSince(was, [{ run, fingerprint: is }]).map((change) =>
          spellChange(target, change, change.run),
        ),
      );
    }
  }
  return Object.keys(now).flatMap((target) => changes.get(target) ?? []);
}

/**
 * How the runs under `dir` that asked `target` after one was begun saw its endpoint, the oldest first. Throws InputError for
 * one whose evidence was changed: what it saw is not known.
 */
export async function seenAfter(
  dir: string,
  { source, run }: RunManifest,
  asked: string | null,
  target: string,
): Promise<readonly Sighting[]> {
  if (asked === null) return [];
  const sightings: Sighting[] = [];
  for (const folder of await listRuns(dir)) {
    const manifest = await readManifest(folder).catch(() => null);
    if (manifest === null || manifest.run === run || manifest.startedAt <= asked) continue;
    if (!asksToday(manifest, source) || !manifest.plan.targets.includes(target)) continue;
    const fingerprint = (await fingerprintsOf(folder))?.[target];
    if (fingerprint !== undefined) sightings.push({ run: manifest.run, fingerprint });
  }
  return sightings;
}

function asksToday(manifest: RunManifest, source: Source): boolean {
  return manifest.source === source && manifest.source !== 'replay' && manifest.rejudged === null;
}
