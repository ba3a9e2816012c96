import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../src/contract/world.ts';
import { InputError } from '../../src/contract/problem.ts';
import { counterexampleName, counterexampleSchema, reproCommand } from '../../src/fuzz/counterexample.ts';
import { renderFuzz, type FuzzReport } from '../../src/fuzz/render-fuzz.ts';
import { plantFault } from '../../src/fuzz/abstract-fault.ts';
import { plantScript, scriptSchema } from '../../src/fuzz/script.ts';
import { openGatewayStage } from '../../src/runs/fuzz/open-gateway-stage.ts';
import { readGivenHeaders } from '../../src/runs/fuzz/read-given-headers.ts';
import { fuzzAgainst, type FuzzAgainstOptions } from '../../src/runs/fuzz/fuzz-against.ts';
import {
  GATEWAY_KEY,
  openCachingGateway,
  openFaithfulGateway,
  openGuardedGateway,
  openMendableGateway,
  openNaiveGateway,
  openStreamlessGateway,
  openWholeGateway,
  type TestGateway,
} from '../fuzz/naive-gateway.ts';

const SEED = 11;
const NO_HEADERS = { sources: {}, headers: {}, secrets: [] };

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

const NOWHERE = (): string => 'http://127.0.0.1:9';

async function judge(
  open: (upstream: () => string) => Promise<TestGateway>,
  runs: number,
  rest: Partial<FuzzAgainstOptions> = {},
): Promise<FuzzReport> {
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
        headers: NO_HEADERS,
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
    const caught = report.properties.flatMap(({ found }) => found ?? []) ?? [];
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
    expect(report.verdict).toBe('fail');
    const names = caught.map((found) => `${counterexampleName(found)}.json`);
    expect(report.folder.startsWith(`${folder}/127.0.0.1-`)).toBe(true);
    expect((await readdir(report.folder)).toSorted()).toEqual(names.toSorted());
    for (const found of caught) {
      expect(found.gateway).toBe(report.against?.url);
      expect(found.sides?.upstream.status ?? 0).toBeGreaterThanOrEqual(200);
      expect(found.sides?.downstream.status ?? 0).toBeGreaterThanOrEqual(200);
    }
    const shown = renderFuzz(report);
    expect(shown.match(/^ {2}the upstream said {4}\d{3}/gm)).toHaveLength(caught.length);
    expect(shown.match(/^ {2}the gateway answered \d{3}/gm)).toHaveLength(caught.length);
  });

  it('that was caught is caught again by seed and path, and is FIXED once it is mended', async () => {
    let upstream = NOWHERE;
    let isMended = false;
    const gateway = await openMendableGateway(
      () => upstream(),
      () => isMended,
    );
    const open = async (own: () => string): Promise<TestGateway> => {
      upstream = own;
      return { url: gateway.url, close: async () => undefined };
    };
    const report = await judge(open, 10);
    const [found] = report.properties.flatMap((line) => line.found ?? []);
    if (found === undefined) throw new Error('nothing was caught');
    const command = reproCommand(found, report.against);
    expect(command).toMatch(
      /^npx llama-contract fuzz --against http:\S+ --upstream-port \d+ --seed -?\d+ --path gateway-/,
    );
    expect(renderFuzz(report)).toContain(command);
    const { property, seed, path, example } = found;
    const again = await judge(open, 10, { seed, path: `${property}:${path}` });
    expect(again.properties.map((line) => line.found?.example)).toEqual([example]);

    const failed = await judge(open, 1);
    expect(failed.replayed.map(({ status }) => status)).toContain('FAILED');
    expect(failed.replayed.every(({ status, sides }) => (status === 'FAILED') === (sides !== null))).toBe(
      true,
    );
    isMended = true;
    const mended = await judge(open, 1);
    await gateway.close();
    expect(mended.replayed.length).toBeGreaterThan(0);
    expect(new Set(mended.replayed.map(({ status }) => status))).toEqual(new Set(['FIXED']));
  });

  it('is not held to what another one was caught with', async () => {
    await judge(openNaiveGateway, 10);
    expect((await judge(openFaithfulGateway, 1)).replayed).toEqual([]);
  });

  describe.each([
    [
      'answers a stream in one body',
      openWholeGateway,
      'stream',
      /^it came down as one whole body, and no stream$/,
      200,
      'Hello.',
    ],
    [
      'refuses a stream',
      openStreamlessGateway,
      'stream',
      /^the request did not come up to the simulator: unsupported_feature: /,
      501,
      'streams are not served here',
    ],
    [
      'answers from a cache',
      openCachingGateway,
      'send',
      /^the request did not come up to the simulator, and was answered all the same$/,
      200,
      'Hello.',
    ],
  ] as const)('that %s', (_, open, mode, why, status, body) => {
    it('is told so with its bytes, and not by broken properties', async () => {
      const report = await judge(open, 5);
      expect(report).toMatchObject({ verdict: 'inconclusive', properties: [], unusable: { mode } });
      expect(report.unusable?.why).toMatch(why);
      expect(report.unusable?.downstream.status).toBe(status);
      expect(report.unusable?.downstream.body).toContain(body);
      const shown = renderFuzz(report);
      expect(shown).toContain(`A clean answer (${mode}) did not come through: `);
      expect(shown).toMatch(new RegExp(`^  the gateway answered ${status}, content-type: `, 'm'));
      expect(shown).toMatch(/^ {4}content-type: /m);
      expect(shown).toMatch(/\ninconclusive: no property was tried\n$/);
      expect(shown).not.toContain('hidden');
      expect(await readdir(folder)).toEqual([]);
    });
  });

  describe('that wants a header', () => {
    const given = readGivenHeaders(['X-Gateway-Key: $KEY', 'x-team: search'], { KEY: GATEWAY_KEY });

    it('gets it, and the command that finds a case again names its variable', async () => {
      const report = await judge(openGuardedGateway, 2, { headers: given });
      expect(report.verdict).toBe('pass');
      expect(report.against?.headers).toEqual(['x-gateway-key: $KEY', 'x-team: search']);
      const found = { property: 'gateway-keeps-usage', seed: 1, path: '0' };
      const whole = counterexampleSchema.parse({
        ...found,
        schemaVersion: 1,
        failure: '',
        wires: null,
        events: null,
        example: {},
      });
      expect(reproCommand(whole, report.against)).toContain(
        " --header 'x-gateway-key: $KEY' --header 'x-team: search' --seed 1",
      );
    });

    it('and refuses it shows what it answered, without the secret that it echoes', async () => {
      const secret = 'another-key-of-ours';
      const headers = readGivenHeaders(['x-gateway-key: ${KEY}'], { KEY: secret });
      const report = await judge(openGuardedGateway, 2, { headers });
      expect(report.unusable).toMatchObject({
        mode: 'send',
        upstream: null,
        downstream: { status: 401, headers: { 'x-echo': 'key ***' } },
      });
      expect(report.unusable?.downstream.body).toContain('Invalid key ***');
      expect(JSON.stringify(report)).not.toContain(secret);
    });
  });

  it.each([
    ['hands events on as they come', openFaithfulGateway, 'One two'],
    ['waits for the end', openNaiveGateway, ''],
  ])(
    'that %s leaves what it had, and nothing made up, when its upstream falls silent',
    async (_, open, text) => {
      let upstream = '';
      const gateway = await open(() => upstream);
      const options = {
        url: gateway.url,
        upstreamPort: 0,
        model: null,
        apiKey: null,
        headers: NO_HEADERS,
        stallMs: 300,
      };
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
      const answer = await wire?.say(
        [...plantScript(scriptSchema.parse(script)), plantFault(fault)],
        'stream',
      );
      const seen = answer === undefined ? undefined : await wire?.hear(answer, 'stream');
      await close();
      await gateway.close();
      expect(answer?.end).toBe('stall');
      expect(seen?.error?.kind).toBe('timeout');
      expect(seen?.response.text).toBe(text);
    },
  );

  it('that hands everything on as it is keeps every property', async () => {
    const report = await judge(openFaithfulGateway, 12);
    expect(report.properties.flatMap(({ found }) => (found === null ? [] : [found]))).toEqual([]);
    expect(report.verdict).toBe('pass');
  });

  it('that never sends anything up is no verdict', async () => {
    const report = await judge(() => openNaiveGateway(NOWHERE), 5);
    expect(report).toMatchObject({ verdict: 'inconclusive', properties: [], replayed: [] });
    expect(report.unusable).toMatchObject({
      mode: 'send',
      why: expect.stringMatching(/^the request did not come up to the simulator: server_error: /),
      upstream: null,
      downstream: { status: 500 },
    });
    expect(renderFuzz(report)).toContain('The upstream call failed.');
  });

  it('needs a URL', async () => {
    const refused = await fuzzAgainst(
      {
        url: 'localhost:4000',
        upstreamPort: 0,
        model: null,
        apiKey: null,
        apiKeyEnv: null,
        headers: NO_HEADERS,
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
