import type { Source } from '../../contract/exchanges/exchange.ts';
import type { Target } from '../../contract/wires/target.ts';
import { WIRES } from '../../providers/registry.ts';
import type { RunWorld } from '../run-world.ts';

/** What moves the bytes of every wire, where they are moved. */
export const MOVER = 'undici';

const SDKS: ReadonlySet<string> = new Set(Object.values(WIRES).flatMap(({ sdk }) => sdk ?? []));

/** The versions that a run is made by: this tool's, its targets' SDKs', and of what moves bytes unless they are replayed. */
export function loadedVersions(
  { versions, packageVersion }: Pick<RunWorld, 'versions' | 'packageVersion'>,
  targets: readonly Pick<Target, 'wire'>[],
  source: Source,
): Readonly<Record<string, string>> {
  const sdks = new Set(targets.flatMap(({ wire }) => WIRES[wire]?.sdk ?? []));
  const names = [...sdks, ...(source === 'replay' ? [] : [MOVER])];
  const found = names.flatMap((name): [string, string][] => {
    const version = packageVersion(name);
    return version === null ? [] : [[name, version]];
  });
  return { ...versions, ...Object.fromEntries(found) };
}

/** Whether the answers of a wire are read by it: not by another wire's SDK. */
export function concerns(name: string, wire: string): boolean {
  return !SDKS.has(name) || WIRES[wire]?.sdk === name;
}
