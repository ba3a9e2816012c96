import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../src/contract/world.ts';
import { InputError } from '../../src/contract/problem.ts';
import { counterexampleName, reproCommand } from '../../src/fuzz/counterexample.ts';
import { renderFuzz, type FuzzReport } from '../../src/fuzz/render-fuzz.ts';
import { plantFault } from '../../src/fuzz/abstract-fault.ts';
import { plantScript, scriptSchema } from '../../src/fuzz/script.ts';
import { openGatewayStage } from '../../src/runs/open-gateway-stage.ts';
import { fuzzAgainst, type FuzzAgainstOptions } from '../../src/runs/fuzz-against.ts';
import { openFaithfulGateway, openNaiveGateway, type TestGateway } from './naive-gateway.ts';

const SEED = 11;

/** Real sockets wait for real time; nothing here is judged by it. */
const clock: Clock = {
  nowMs: () => performance.now(),
  wallMs: () => performance.timeOrigin + performance.now(),
  sleep: (ms, signal) => sleep(ms, undefined, signal === undefined ? {} : { signal }),
  timer(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fuzz-against-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function judge(
  open: (upstream: () => string) => Promise<TestGateway>,
  runs: number,
  rest: Partial<FuzzAgainstOptions> = {},
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
        apiKeyEnv: null,
        runs,
        seed: SEED,
        path: null,
        folder,
        timeBudgetMs: null,
        patienceMs: 0,
        stallMs: 300,
        signal: new AbortController().signal,
        announce: (url) => {
          upstream = url;
        },
        ...rest,
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
    const names = caught.map((found) => `${counterexampleName(found)}.json`);
    expect((await readdir(folder)).toSorted()).toEqual(names.toSorted());
  });

  it('that was caught is caught again by seed and path, and is FIXED once it is mended', async () => {
    const report = await judge(openNaiveGateway, 10);
    const [found] = report?.properties.flatMap((line) => line.found ?? []) ?? [];
    if (report === null || found === undefined) throw new Error('nothing was caught');
    const command = reproCommand(found, report.against);
    expect(command).toMatch(
      /^npx llama-contract fuzz --against http:\S+ --upstream-port \d+ --seed -?\d+ --path gateway-/,
    );
    expect(renderFuzz(report)).toContain(command);
    const { property, seed, path, example } = found;
    const again = await judge(openNaiveGateway, 10, { seed, path: `${property}:${path}` });
    expect(again?.properties.map((line) => line.found?.example)).toEqual([example]);

    const mended = await judge(openFaithfulGateway, 1);
    expect(mended?.replayed.length).toBeGreaterThan(0);
    expect(new Set(mended?.replayed.map(({ status }) => status))).toEqual(new Set(['FIXED']));
  });

  it.each([
    ['hands events on as they come', openFaithfulGateway, 'One two'],
    ['waits for the end', openNaiveGateway, ''],
  ])(
    'that %s leaves what it had, and nothing made up, when its upstream falls silent',
    async (_, open, text) => {
      let upstream = '';
      const gateway = await open(() => upstream);
      const options = { url: gateway.url, upstreamPort: 0, model: null, apiKey: null, stallMs: 300 };
      const { stage, upstreamUrl, close } = await openGatewayStage(options, clock);
      upstream = upstreamUrl;
      const script = {
        pieces: ['One ', 'two', '.'],
        finish: 'stop',
        tool: null,
        inputTokens: 1,
        outputTokens: 3,
      };
      const fault = { how: 'stall', at: { part: 2 }, kind: 'server_error', retryAfterMs: null } as const;
      const [wire] = stage.wires;
      const said = await wire?.say([...plantScript(scriptSchema.parse(script)), plantFault(fault)], 'stream');
      const seen = said === undefined ? undefined : await wire?.hear(said, 'stream');
      await close();
      await gateway.close();
      expect(said?.end).toBe('stall');
      expect(seen?.error?.kind).toBe('timeout');
      expect(seen?.response.text).toBe(text);
    },
  );

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
        apiKeyEnv: null,
        runs: 1,
        seed: 1,
        path: null,
        folder,
        timeBudgetMs: null,
        patienceMs: 0,
        stallMs: 300,
        signal: new AbortController().signal,
        announce: () => undefined,
      },
      clock,
    ).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(InputError);
  });
});
