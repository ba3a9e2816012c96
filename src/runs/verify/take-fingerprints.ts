import type { ExchangeRecord } from '../../contract/exchanges/record.ts';
import { takeFingerprint, type FingerprintFold } from '../../gates/fingerprint.ts';
import { readFingerprints, type Fingerprints } from '../../store/run/fingerprints-file.ts';
import { readRun } from '../../store/run/read-run.ts';

/** The endpoints of a run, each as its records show it. */
export interface FingerprintsFold {
  add(record: ExchangeRecord): void;
  fingerprints(): Fingerprints;
}

export function takeFingerprints(): FingerprintsFold {
  const folds = new Map<string, FingerprintFold>();
  return {
    add({ case: { target }, exchange }) {
      const fold = folds.get(target) ?? takeFingerprint();
      folds.set(target, fold);
      fold.add(exchange);
    },
    fingerprints: () => Object.fromEntries([...folds].map(([target, fold]) => [target, fold.fingerprint()])),
  };
}

/** As they were kept beside a run, else from its records. Null while it is not sealed. Throws InputError where they were changed. */
export async function fingerprintsOf(folder: string): Promise<Fingerprints | null> {
  const { evidenceRoot, records } = await readRun(folder);
  if (evidenceRoot === null) return null;
  const kept = await readFingerprints(folder, evidenceRoot);
  if (kept !== null) return kept;
  const fold = takeFingerprints();
  for await (const { record } of records) fold.add(record);
  return fold.fingerprints();
}
