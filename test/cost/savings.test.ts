import { describe, expect, it } from 'vitest';
import type { Price } from '../../src/contract/cost/cost.ts';
import { BARE_REQUEST, type CanonicalRequest } from '../../src/contract/exchanges/request.ts';
import { requestsOf, type AskedRequest } from '../../src/cost/asked-request.ts';
import { beginningOf } from '../../src/cost/prefix-blocks.ts';
import { saveByCache } from '../../src/cost/save-by-cache.ts';
import { saveByTrim } from '../../src/cost/save-by-trim.ts';
import { renderCost, renderCostJson } from '../../src/reports/verbs/render-cost.ts';
import { asking, costed, PRICE } from './billed.ts';

const DOCUMENT = 'A clause that two prompts ask about. '.repeat(1_000);
const MINUTE = 60_000;
const CACHED: Price = { ...PRICE, cachedInput: 70_000 };

const requestWith = (...texts: readonly string[]): Omit<CanonicalRequest, 'requestId'> => ({
  messages: [{ role: 'user', content: texts.map((text) => ({ type: 'text', text })) }],
  ...BARE_REQUEST,
  maxOutputTokens: 400,
  temperature: 0,
});

/** By request hash: two that begin with one document, one that does not, one with an image. */
const BEGINNINGS = new Map([
  ['first', beginningOf(requestWith(DOCUMENT, 'Who pays?'))],
  ['second', beginningOf(requestWith(DOCUMENT, 'Who delivers?'))],
  ['other', beginningOf(requestWith(`Another. ${DOCUMENT}`))],
]);

const asked = (requestHash: string, minute: number, differs: Partial<AskedRequest> = {}): AskedRequest => ({
  prompt: requestHash,
  requestHash,
  sentMs: minute * MINUTE,
  inputTokens: 9_000,
  cachedTokens: 0,
  accepted: true,
  ...differs,
});

const byCache = (requests: readonly AskedRequest[], price: Price | null = CACHED) =>
  saveByCache(
    requests,
    (hash) => BEGINNINGS.get(hash) ?? null,
    () => price,
    [30, 60],
  );

describe('a cache', () => {
  it('saves what another prompt had asked before, as long as it keeps it', () => {
    const [half, hour] = byCache([asked('first', 0), asked('second', 45), asked('other', 46)]);
    expect(half).toEqual({ ttlMinutes: 30, requests: 0, tokens: 0, saved: { least: '0', most: '0' } });
    expect(hour?.requests).toBe(1);
    expect(hour?.tokens).toBeGreaterThan(8_000);
    expect(hour?.tokens).toBeLessThan(9_000);
    // A token saves a tenth of a millionth: 170,000 less 70,000 millionths for a million.
    expect(Number(hour?.saved?.most)).toBeCloseTo((hour?.tokens ?? 0) * 1e-7, 12);
    expect(hour?.saved?.least).toBe(hour?.saved?.most);
  });

  it('saves nothing on a prompt that is asked again by design, in whatever order', () => {
    const again = [asked('first', 5), asked('first', 0), asked('first', 9, { prompt: 'first' })];
    expect(byCache(again).map(({ requests }) => requests)).toEqual([0, 0]);
  });

  it('saves nothing that was cached already, and anything up to all where nobody says', () => {
    const [all, none, unsaid] = [9_000, 0, null].map(
      (cachedTokens) => byCache([asked('first', 0), asked('second', 1, { cachedTokens })])[0]?.saved,
    );
    expect(all).toEqual({ least: '0', most: '0' });
    expect([unsaid?.least, unsaid?.most]).toEqual(['0', none?.most]);
  });

  it('saves what is unknown where cached input has no price, or none held', () => {
    const both = [asked('first', 0), asked('second', 1)];
    expect(byCache(both, PRICE)[0]).toMatchObject({ requests: 1, saved: null });
    expect(byCache(both, null)[0]?.saved).toBeNull();
    expect(byCache([asked('first', 0)], null)[0]?.saved).toEqual({ least: '0', most: '0' });
  });

  it('keeps no beginning that is too short, and knows nothing of requests with images', () => {
    expect(byCache([asked('first', 0), asked('second', 1, { inputTokens: 1_000 })])[0]?.requests).toBe(0);
    const image = { type: 'image', format: 'png', data: '' } as const;
    expect(beginningOf({ ...requestWith(), messages: [{ role: 'user', content: [image] }] })).toBeNull();
  });
});

describe('shorter inputs', () => {
  const requests = [asked('first', 0), asked('second', 0, { inputTokens: 3_000, accepted: false })];
  const byTrim = (price: Price | null, toTokens: number) => saveByTrim(requests, () => price, toTokens);

  it('save what is above their length, and say how many answers were accepted as they were', () => {
    expect(byTrim(PRICE, 2_000)).toEqual({
      toTokens: 2_000,
      requests: 2,
      accepted: 1,
      tokens: 8_000,
      saved: { least: '0.00136', most: '0.00136' },
    });
    expect(byTrim(PRICE, 9_000)).toMatchObject({ requests: 0, tokens: 0, saved: { most: '0' } });
  });

  it('save what is unknown without a price, and a range where nobody knows which tokens it would be', () => {
    expect(byTrim(null, 2_000).saved).toBeNull();
    const half = [asked('first', 0, { cachedTokens: 4_000 })];
    expect(saveByTrim(half, () => CACHED, 8_000).saved).toEqual({ least: '0.00007', most: '0.00017' });
  });
});

it('a request is one for each attempt of which the input was counted, and more cached than there was is no count', () => {
  const [only, ...others] = requestsOf(asking({ failedTries: 2, usage: { cachedTokens: 12_001 } }));
  expect(others).toEqual([]);
  expect(only).toMatchObject({ inputTokens: 12_000, cachedTokens: null, accepted: true });
  expect(requestsOf({ ...asking(), exchange: null })).toEqual([]);
});

it('where there was nothing to save on, that is said, and no amount in no currency', () => {
  const trim = [9_000, 2_000].map((toTokens) => saveByTrim([asked('first', 0)], () => null, toTokens));
  const savings = { requests: 1, inputTokens: 9_000, cache: null, trim };
  const target = { ...costed([asking()], []), quality: null, metered: null, savings };
  const text = renderCost({ run: 'r', synthetic: false, routes: [], targets: [target] });
  expect(text).toMatch(/inputs cut to 9,000 tokens .* nothing/);
  expect(text).toMatch(/inputs cut to 2,000 tokens .* unknown: no price is known/);
});

it('quality stands beside the tokens that were billed for it, and is unknown where some were not counted', () => {
  const savings = { requests: 0, inputTokens: 0, cache: [], trim: [] };
  const metered = { attempts: 2, unmetered: 0, inputTokens: 12_000, outputTokens: 6_000 };
  const row = { ...costed([asking()], []), quality: 0.9, metered, savings };
  const targets = [row, { ...row, metered: { ...metered, unmetered: 1 } }, { ...row, metered: null }];
  const run = { run: 'r', synthetic: false, routes: [], targets };
  const text = renderCost(run).replaceAll(/ +/g, ' ');
  expect(text).toContain('vllm 0.900 2 0 18,000 0.100\n');
  expect(text).toContain('vllm 0.900 2 1 at least 18,000 unknown\n');
  expect(text).toContain('vllm 0.900 unknown unknown unknown unknown\n');
  const json = JSON.parse(renderCostJson(run, 3));
  expect(json.targets.map(({ billedTokens }: { billedTokens: unknown }) => billedTokens)).toEqual([
    18_000,
    18_000,
    null,
  ]);
});
