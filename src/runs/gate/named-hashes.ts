import type { RunManifest } from '../../store/run/manifest.ts';

/** Hashes of the suites and goldens that a run was made of, by what they are of. */
export function namedHashes({ hashes }: Pick<RunManifest, 'hashes'>): Readonly<Record<string, string>> {
  return { ...prefixed('suite', hashes.suites), ...prefixed('goldens', hashes.goldens) };
}

function prefixed(kind: string, hashes: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(hashes).map(([name, hash]) => [`${kind} ${name}`, hash]));
}
