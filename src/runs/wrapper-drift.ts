import type { WrapperDrift } from '../contract/comparison.ts';
import type { RunManifest } from '../store/manifest.ts';

/** A target as a run asked it, or judged its answers. */
interface Read {
  readonly target: string;
  readonly manifest: Pick<RunManifest, 'run' | 'versions' | 'rejudged'>;
}

/** What of two sides was read and judged by other versions; null where nothing was. */
export function wrapperDrift(baseline: Read, candidate: Read): WrapperDrift | null {
  const [ours, theirs] = [baseline.manifest.versions, candidate.manifest.versions];
  const names = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])];
  const versions = names
    .toSorted()
    .map((name) => ({
      name,
      baseline: ours[name] ?? null,
      candidate: theirs[name] ?? null,
    }))
    .filter((row) => row.baseline !== row.candidate);
  const sameAnswers =
    candidate.target === baseline.target && answersOf(candidate.manifest) === answersOf(baseline.manifest);
  return versions.length === 0 && !sameAnswers ? null : { sameAnswers, versions };
}

/** The run in which the answers were given. */
function answersOf({ run, rejudged }: Read['manifest']): string {
  return rejudged?.run ?? run;
}
