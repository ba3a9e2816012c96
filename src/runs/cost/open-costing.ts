import type { Catalog } from '../../config/catalog.ts';
import type { RecordFacts } from '../../contract/exchanges/record.ts';
import type { Report } from '../../contract/runs/report.ts';
import type { RunCost } from '../../contract/cost/run-cost.ts';
import type { Savings } from '../../contract/cost/savings.ts';
import { requestsOf, type AskedRequest } from '../../cost/asked-request.ts';
import { costOf } from '../../cost/invoice.ts';
import { beginningOf, type Beginning } from '../../cost/prefix-blocks.ts';
import { saveByCache } from '../../cost/save-by-cache.ts';
import { saveByTrim } from '../../cost/save-by-trim.ts';
import type { RunManifest } from '../../store/run/manifest.ts';
import { parseCanonicalLine, readRequestLines } from '../../store/records/read-requests.ts';
import { billRun } from '../verify/bill-run.ts';

/** What would have been saved is reckoned for each of these. */
export interface SavingsAsked {
  /** How long a cache keeps the beginnings of requests. */
  readonly ttlsMinutes: readonly number[];
  /** To how many tokens inputs are cut. */
  readonly trimTo: readonly number[];
}

/** What a run cost by the prices of a configuration, and what would have been saved on it: first add its records. */
export interface Costing {
  add(record: Pick<RecordFacts, 'case' | 'state' | 'exchange'>): void;
  /** In the order of the report. */
  targets(report: Report): Promise<RunCost['targets']>;
}

export function openCosting(
  folder: string,
  manifest: RunManifest,
  catalog: Catalog,
  { ttlsMinutes, trimTo }: SavingsAsked,
): Costing {
  const bill = billRun(manifest, catalog);
  const requests = new Map<string, AskedRequest[]>();
  return {
    add(record) {
      bill.add(record);
      const of = requests.get(record.case.target) ?? [];
      requests.set(record.case.target, of);
      of.push(...requestsOf(record));
    },
    async targets({ summary, identity }) {
      const beginnings = bill.isTimed ? await readBeginnings(folder) : null;
      const endedMs = Date.parse(identity.endedAt);
      return summary.targets.map((row) => {
        const asked = requests.get(row.id) ?? [];
        const priceOf = bill.priceOf(row.id, endedMs);
        const begins = (hash: string): Beginning | null => beginnings?.get(hash) ?? null;
        const savings: Savings = {
          requests: asked.length,
          inputTokens: asked.reduce((sum, { inputTokens }) => sum + inputTokens, 0),
          cache: beginnings === null ? null : saveByCache(asked, begins, priceOf, ttlsMinutes),
          trim: trimTo.map((tokens) => saveByTrim(asked, priceOf, tokens)),
        };
        const { quality, metered } = row;
        const cost = costOf(row, bill.prompts(row.id, endedMs));
        return { ...cost, quality: quality.score, metered, savings };
      });
    },
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
