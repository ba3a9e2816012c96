import type { Clock } from '../../contract/world.ts';
import type { RunManifest } from '../../store/run/manifest.ts';
import { askInTime } from './ask-in-time.ts';
import type { ConnectedTarget } from '../connect/connect-target.ts';

type Servers = RunManifest['servers'];

/** Once each target whose server has a place for it: what it says of its own version, or nothing. */
export async function askVersions(
  targets: readonly ConnectedTarget[],
  clock: Clock,
  signal: AbortSignal,
): Promise<Servers> {
  const asked = targets.map(async (connected): Promise<readonly [string, readonly string[]][]> => {
    const { readVersion } = connected.adapter;
    if (readVersion === undefined) return [];
    const version = await askInTime((ended) => readVersion(connected.transport, ended), clock, signal);
    return [[connected.target.id, version === null ? [] : [version]]];
  });
  return Object.fromEntries((await Promise.all(asked)).flat());
}

/** What servers said in several runs, or several times of one, each word once. */
export function joinVersions(all: readonly Servers[]): Servers {
  const targets = [...new Set(all.flatMap((servers) => Object.keys(servers)))];
  return Object.fromEntries(
    targets.map((target) => [
      target,
      [...new Set(all.flatMap((servers) => servers[target] ?? []))].toSorted(),
    ]),
  );
}
