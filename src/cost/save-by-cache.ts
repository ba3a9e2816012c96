import type { Price } from '../contract/cost/cost.ts';
import type { CacheSaving } from '../contract/cost/savings.ts';
import { shownRange, sumOf, type Range } from './amounts.ts';
import type { AskedRequest, PriceWhen } from './asked-request.ts';
import { picosOf } from './money.ts';
import { shareOfBlocks, type Beginning } from './prefix-blocks.ts';

/** Shorter beginnings are not kept: https://platform.openai.com/docs/guides/prompt-caching */
const LEAST_TOKENS = 1_024;
const MS_PER_MINUTE = 60_000;

/** When a beginning was last asked, and by which prompt; and by the last other one. */
interface Kept {
  readonly prompt: string;
  readonly atMs: number;
  readonly other: { readonly prompt: string; readonly atMs: number } | null;
}

/**
 * What a cache of beginnings would have saved, for each time that it keeps them: of requests to one target, whose prompts
 * are each asked several times by design, so that only what another prompt had asked before counts.
 */
export function saveByCache(
  requests: readonly AskedRequest[],
  beginningOf: (requestHash: string) => Beginning | null,
  priceOf: PriceWhen,
  ttlsMinutes: readonly number[],
): readonly CacheSaving[] {
  const kept = new Map<string, Kept>();
  const rows = ttlsMinutes.map(openRow);
  let isPriced = true;
  for (const request of requests.toSorted((a, b) => a.sentMs - b.sentMs)) {
    const beginning = beginningOf(request.requestHash);
    if (beginning === null) continue;
    const ages = agesOf(kept, beginning, request);
    for (const row of rows) {
      const shared = countLeading(ages, row.ttlMinutes * MS_PER_MINUTE);
      const tokens = Math.floor(shareOfBlocks(beginning, shared) * request.inputTokens);
      if (tokens < LEAST_TOKENS) continue;
      row.requests += 1;
      row.tokens += tokens;
      const saved = savedOn(request, tokens, priceOf(request));
      if (saved === null) isPriced = false;
      else row.saved.push(saved);
    }
    keep(kept, beginning, request);
  }
  return rows.map(({ saved, ...row }) => ({
    ...row,
    saved: isPriced || row.requests === 0 ? shownRange(sumOf(saved)) : null,
  }));
}

interface Row {
  readonly ttlMinutes: number;
  requests: number;
  tokens: number;
  readonly saved: Range[];
}

function openRow(ttlMinutes: number): Row {
  return { ttlMinutes, requests: 0, tokens: 0, saved: [] };
}

/** How long ago another prompt began like this, block by block, until none had. */
function agesOf(
  kept: ReadonlyMap<string, Kept>,
  { blocks }: Beginning,
  { prompt, sentMs }: AskedRequest,
): readonly number[] {
  const ages: number[] = [];
  for (const block of blocks) {
    const last = kept.get(block);
    const other = last?.prompt === prompt ? last.other : last;
    if (other === undefined || other === null) break;
    ages.push(sentMs - other.atMs);
  }
  return ages;
}

function countLeading(ages: readonly number[], ttlMs: number): number {
  const at = ages.findIndex((age) => age > ttlMs);
  return at === -1 ? ages.length : at;
}

function keep(kept: Map<string, Kept>, { blocks }: Beginning, { prompt, sentMs }: AskedRequest): void {
  for (const block of blocks) {
    const last = kept.get(block);
    const other = last?.prompt === prompt ? last.other : (last ?? null);
    kept.set(block, { prompt, atMs: sentMs, other: other && { prompt: other.prompt, atMs: other.atMs } });
  }
}

/** What was cached already saves nothing more; where nobody says whether it was, anything up to all. */
function savedOn({ cachedTokens }: AskedRequest, tokens: number, price: Price | null): Range | null {
  if (price === null || price.cachedInput === null) return null;
  const less = Math.max(0, price.input - price.cachedInput);
  const most = picosOf(Math.max(0, tokens - (cachedTokens ?? 0)), less);
  return { least: cachedTokens === null ? 0n : most, most };
}
