import type { Catalog } from '../../config/catalog.ts';
import type { ExchangeRecord } from '../../contract/exchanges/record.ts';
import { createFold, type Fold } from '../../metrics/create-fold.ts';
import type { FoldStart } from '../../metrics/fold-plan.ts';
import { billRun, type Begun, type RunBill } from './bill-run.ts';
import { takeFingerprints, type FingerprintsFold } from './take-fingerprints.ts';

/** What the records of a run come to. */
export interface RunSums {
  readonly fold: Fold;
  readonly fingerprints: FingerprintsFold;
  readonly bill: RunBill;
  /** Each record once, in the order in which they were appended. */
  add(record: ExchangeRecord): void;
}

/** What records are summed into. */
export interface RunStart extends FoldStart {
  /** Where prices stand. */
  readonly catalog: Pick<Catalog, 'targets' | 'prices'>;
}

export function sumRun(manifest: Begun, start: RunStart): RunSums {
  const fold = createFold(start);
  const fingerprints = takeFingerprints();
  const bill = billRun(manifest, start.catalog);
  return {
    fold,
    fingerprints,
    bill,
    add(record) {
      fold.add(record);
      fingerprints.add(record);
      bill.add(record);
    },
  };
}
