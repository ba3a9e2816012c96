import type { SideDrift } from '../../contract/gates/comparison.ts';
import type { HeardServers } from '../../parity/hear-servers.ts';
import { askedIn } from '../../store/run/asked-in.ts';
import type { RunManifest } from '../../store/run/manifest.ts';
import { concerns } from '../project/wire-packages.ts';

/** A target as a run asked it, or judged its answers. */
interface Read {
  readonly target: string;
  readonly wire: string;
  readonly manifest: Pick<RunManifest, 'run' | 'versions' | 'servers' | 'rejudged'>;
}

/** What of two sides was read, judged or served by other versions; null where nothing was. */
export function findDrift(baseline: Read, candidate: Read, servers: HeardServers): SideDrift | null {
  const [ours, theirs] = [baseline.manifest.versions, candidate.manifest.versions];
  const names = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])];
  const wrapper = names
    .filter((name) => [baseline, candidate].every(({ wire }) => concerns(name, wire)))
    .toSorted()
    .map((name) => ({
      of: 'wrapper' as const,
      name,
      baseline: ours[name] ?? null,
      candidate: theirs[name] ?? null,
    }));
  const isOneTarget = candidate.target === baseline.target;
  // Another target's server is another provider, whose differences are what is asked for.
  const heard = isOneTarget
    ? [versionsSaid(baseline, candidate), ...servers].map((row) => ({ of: 'server' as const, ...row }))
    : [];
  const versions = [...wrapper, ...heard].filter((row) => row.baseline !== row.candidate);
  const sameAnswers = isOneTarget && askedIn(candidate.manifest) === askedIn(baseline.manifest);
  return versions.length === 0 && !sameAnswers ? null : { sameAnswers, versions };
}

/** What the server of either side said when it was asked for its version. */
function versionsSaid(baseline: Read, candidate: Read): HeardServers[number] {
  const [ours, theirs] = [baseline, candidate].map(({ target, manifest }) => {
    const versions = manifest.servers[target] ?? [];
    return versions.length === 0 ? null : versions.join(', ');
  });
  return { name: 'version', baseline: ours ?? null, candidate: theirs ?? null };
}
