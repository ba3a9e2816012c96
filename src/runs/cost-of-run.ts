import type { RunCost } from '../contract/run-cost.ts';
import type { Savings } from '../contract/savings.ts';
import { requestsOf, type AskedRequest } from '../cost/asked-request.ts';
import { costOf } from '../cost/invoice.ts';
import { beginningOf, type Beginning } from '../cost/prefix-blocks.ts';
import { saveByCache } from '../cost/save-by-cache.ts';
import { saveByTrim } from '../cost/save-by-trim.ts';
import { findNewestRun, findRun } from '../store/find-run.ts';
import { parseCanonicalLine, readRequestLines } from '../store/read-requests.ts';
import { readReport } from '../store/read-report.ts';
import { readRun } from '../store/read-run.ts';
import { billRun } from './bill-run.ts';
import { checkConfig } from './check-config.ts';

export interface CostOptions {
  readonly config: string;
  readonly out: string;
  /** Null is the newest. */
  readonly run: string | null;
  /** How long a cache keeps the beginnings of requests. */
  readonly ttlsMinutes: readonly number[];
  /** To how many tokens inputs are cut. */
  readonly trimTo: readonly number[];
}

/**
 * What a sealed run cost, by the prices of the configuration as it is now, and what would have been saved on its requests.
 * Calls nothing. Throws InputError where the run has not ended, or was changed.
 */
export async function costOfRun(options: CostOptions): Promise<RunCost> {
  const { catalog } = await checkConfig(options.config);
  const folder =
    options.run === null ? await findNewestRun(options.out) : await findRun(options.out, options.run);
  const report = await readReport(folder);
  const { manifest, records } = await readRun(folder);
  const bill = billRun(manifest, catalog);
  const requests = new Map<string, AskedRequest[]>();
  for await (const { record } of records) {
    bill.add(record);
    const of = requests.get(record.case.target) ?? [];
    requests.set(record.case.target, of);
    of.push(...requestsOf(record));
  }
  const beginnings = bill.isTimed ? await readBeginnings(folder) : null;
  const endedMs = Date.parse(report.identity.endedAt);
  return {
    run: report.identity.run,
    synthetic: report.summary.synthetic,
    targets: report.summary.targets.map((row) => {
      const asked = requests.get(row.id) ?? [];
      const priceOf = bill.priceOf(row.id, endedMs);
      const begins = (hash: string): Beginning | null => beginnings?.get(hash) ?? null;
      const savings: Savings = {
        requests: asked.length,
        cache: beginnings === null ? null : saveByCache(asked, begins, priceOf, options.ttlsMinutes),
        trim: options.trimTo.map((tokens) => saveByTrim(asked, priceOf, tokens)),
      };
      return { ...costOf(row, bill.prompts(row.id, endedMs)), savings };
    }),
  };
}

/** How each request of a run begins, by its hash. */
async function readBeginnings(folder: string): Promise<ReadonlyMap<string, Beginning>> {
  const beginnings = new Map<string, Beginning>();
  for await (const { sha256, text } of readRequestLines(folder)) {
    const request = parseCanonicalLine(text);
    const beginning = request === null ? null : beginningOf(request);
    if (beginning !== null) beginnings.set(sha256, beginning);
  }
  return beginnings;
}
