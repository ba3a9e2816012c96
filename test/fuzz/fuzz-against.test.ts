import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Clock } from '../../src/contract/world.ts';
import { InputError } from '../../src/contract/problem.ts';
import type { FuzzReport } from '../../src/fuzz/render-fuzz.ts';
import { fuzzAgainst } from '../../src/runs/fuzz-against.ts';
import { openFaithfulGateway, openNaiveGateway, type TestGateway } from './naive-gateway.ts';

const SEED = 11;

/** Real sockets wait for real time; nothing here is judged by it. */
const clock: Clock = {
  nowMs: () => performance.now(),
  wallMs: () => performance.timeOrigin + performance.now(),
  sleep: async (ms, signal) => void (await sleep(ms, undefined, signal === undefined ? {} : { signal })),
  timer(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

async function judge(
  open: (upstream: () => string) => Promise<TestGateway>,
  runs: number,
): Promise<FuzzReport | null> {
  let upstream = '';
  const gateway = await open(() => upstream);
  try {
    return await fuzzAgainst(
      {
        url: gateway.url,
        upstreamPort: 0,
        model: null,
        apiKey: null,
        runs,
        seed: SEED,
        timeBudgetMs: null,
        patienceMs: 0,
        signal: new AbortController().signal,
        announce: (url) => {
          upstream = url;
        },
      },
      clock,
    );
  } finally {
    await gateway.close();
  }
}

describe('a gateway', () => {
  it('that matches texts, fills in what is missing and swallows failures is caught on most properties', async () => {
    const report = await judge(openNaiveGateway, 40);
    const caught = report?.properties.flatMap(({ found }) => found ?? []) ?? [];
    console.log(
      [
        `seed ${SEED}`,
        ...caught.map(({ property, failure, events }) => `${property}: ${failure} (${events} events)`),
      ].join('\n'),
    );
    expect(caught.length).toBeGreaterThanOrEqual(5);
    expect(caught.map(({ property }) => property)).toEqual(
      expect.arrayContaining([
        'gateway-failure-stays-failure',
        'gateway-invents-no-finish',
        'gateway-keeps-the-kind',
        'gateway-keeps-the-retry-decision',
        'gateway-passes-retry-after',
        'gateway-keeps-partial-output',
        'gateway-keeps-the-finish',
      ]),
    );
    expect(report?.verdict).toBe('fail');
  });

  it('that hands everything on as it is keeps every property', async () => {
    const report = await judge(openFaithfulGateway, 12);
    expect(report?.properties.flatMap(({ found }) => (found === null ? [] : [found]))).toEqual([]);
    expect(report?.verdict).toBe('pass');
  });

  it('that never sends anything up is no verdict', async () => {
    expect(await judge(() => openNaiveGateway(() => 'http://127.0.0.1:9'), 5)).toBeNull();
  });

  it('needs a URL', async () => {
    const refused = await fuzzAgainst(
      {
        url: 'localhost:4000',
        upstreamPort: 0,
        model: null,
        apiKey: null,
        runs: 1,
        seed: 1,
        timeBudgetMs: null,
        patienceMs: 0,
        signal: new AbortController().signal,
        announce: () => undefined,
      },
      clock,
    ).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(InputError);
  });
});
