import { describe, expect, it } from 'vitest';
import { faultSchema } from '../../src/contract/wires/fault.ts';
import { InputError } from '../../src/contract/problem.ts';
import type { WireRequest } from '../../src/contract/wires/wire.ts';
import type { Simulator } from '../../src/simulator/create-simulator.ts';
import { defaultLatency } from '../../src/simulator/latency.ts';
import { asking, collect, converse, entry, other, patience, scout, stage, stillClock } from './stage.ts';
import { readAll } from '../bodies.ts';

const book = ['a', 'b', 'c'].map((id) =>
  entry(id, `Question ${id}`, { text: `Die Antwort ${id}: 世界 🌍`.repeat(9) }),
);
const requests = ['a', 'b', 'c', 'd'].flatMap((id) =>
  [scout, other].flatMap((seat) =>
    ['converse', 'converse-stream'].map((operation) =>
      converse(asking(`Question ${id}`), { seat, operation }),
    ),
  ),
);

/** One request's response down to the borders of its writes. */
async function record({ handle }: Simulator, request: WireRequest): Promise<string> {
  const response = await handle(request, patience());
  const { chunks, end } = await readAll(response);
  const writes = chunks.map(({ bytes }) => Buffer.from(bytes).toString('base64'));
  return JSON.stringify([request.url, response.status, response.headers, writes, end]);
}

async function recordAll(simulator: Simulator, asked: readonly WireRequest[]): Promise<string[]> {
  const records: string[] = [];
  for (const request of asked) records.push(await record(simulator, request));
  return records;
}

const shaky = [faultSchema.parse({ wire: 'cut', at: { part: 1 }, match: { share: 0.5 } })];

describe('a seed', () => {
  it('decides every byte and every write', async () => {
    const first = await recordAll(stage({ book, faults: shaky }), requests);
    const second = await recordAll(stage({ book, faults: shaky }), requests);
    expect(second).toEqual(first);
  });

  it('decides them whatever the order of requests', async () => {
    const forward = await recordAll(stage({ book, faults: shaky }), requests);
    const backward = await recordAll(stage({ book, faults: shaky }), requests.toReversed());
    expect(backward.toReversed()).toEqual(forward);
  });

  it('decides them when requests overlap', async () => {
    const single = await recordAll(stage({ book }), requests);
    const simulator = stage({ book });
    expect(await Promise.all(requests.map((request) => record(simulator, request)))).toEqual(single);
  });

  it('other than this one gives other bytes', async () => {
    const [first] = await recordAll(stage({ book }), requests);
    const [second] = await recordAll(stage({ book, seed: 2 }), requests);
    expect(second).not.toBe(first);
  });

  it('decides a share of requests, and that share is about what was asked for', async () => {
    const many = Array.from({ length: 200 }, (_, n) => converse(asking(`Question number ${n}`)));
    const { handle } = stage({ faults: [faultSchema.parse({ wire: 'html', match: { share: 0.25 } })] });
    const responses = await Promise.all(many.map((request) => handle(request, patience())));
    const struck = responses.filter((response) => response.status === 502).length;
    expect(struck).toBeGreaterThan(30);
    expect(struck).toBeLessThan(70);
  });
});

const leave = (signal?: AbortSignal): Promise<void> =>
  signal?.aborted === true ? Promise.reject(new Error('gone')) : Promise.resolve();

describe('a request', () => {
  it('asked again gets the same words under another id', async () => {
    const { handle } = stage({ book });
    const [first, again] = [await handle(request('a'), patience()), await handle(request('a'), patience())];
    expect(again.headers['x-amzn-requestid']).not.toBe(first.headers['x-amzn-requestid']);
    expect(await collect(again)).toEqual(await collect(first));
  });

  it('is met by a fault on the nth time that it is asked', async () => {
    const faults = [faultSchema.parse({ wire: 'error-body', match: { nth: 2 } })];
    const { handle } = stage({ book, faults });
    const ask = async (id: string): Promise<number> => (await handle(requestFor(id), patience())).status;
    expect([await ask('a'), await ask('b'), await ask('a'), await ask('a')]).toEqual([200, 200, 500, 200]);
  });

  it.each([
    [{ target: 'bedrock-other' }, [200, 502, 200, 200]],
    [{ prompt: 'a' }, [502, 502, 200, 502]],
    [{ mode: 'stream' }, [200, 200, 200, 502]],
    [{ prompt: 'a', target: 'bedrock-scout', mode: 'send' }, [502, 200, 200, 200]],
  ])('is met by a fault that matches %j', async (match, statuses) => {
    const { handle } = stage({ book, faults: [faultSchema.parse({ wire: 'html', match })] });
    const asked = [
      requestFor('a'),
      converse(asking('Question a'), { seat: other }),
      requestFor('b'),
      converse(asking('Question a'), { operation: 'converse-stream' }),
    ];
    const responses = await Promise.all(asked.map((each) => handle(each, patience())));
    expect(responses.map((response) => response.status)).toEqual(statuses);
  });

  it('to no seat is told which there are', async () => {
    const { handle } = stage();
    const response = await handle({ ...requestFor('a'), url: 'http://localhost/nowhere/x' }, patience());
    expect(response.status).toBe(404);
    expect((await collect(response)).toString()).toContain('/bedrock-scout, /bedrock-other');
  });

  it('of nobody who waits any more is not answered', async () => {
    const { handle } = stage();
    await expect(handle(requestFor('a'), AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
  });

  it('may be slow, or fail, by a profile', async () => {
    const slept: number[] = [];
    const clock = { ...stillClock(), sleep: async (ms: number) => void slept.push(ms) };
    const profile = { latency: { medianMs: 500, sigma: 0.1 }, failShare: 1 };
    const fault = faultSchema.parse({ profile, error: { kind: 'overloaded' } });
    const { handle } = stage({ book, clock, faults: [fault] });
    expect((await handle(requestFor('a'), patience())).status).toBe(503);
    expect(slept[0]).toBeGreaterThan(300);
    expect(slept[0]).toBeLessThan(800);
  });

  it('waits for the client between writes, and ends when it leaves', async () => {
    const clock = { ...stillClock(), sleep: (_ms: number, signal?: AbortSignal) => leave(signal) };
    const gone = new AbortController();
    const { handle } = stage({ book, clock, latency: { ...defaultLatency, gap: { medianMs: 5, sigma: 0 } } });
    const request = converse(asking('Question a'), { operation: 'converse-stream' });
    const response = await handle(request, gone.signal);
    let writes = 0;
    const { end } = await readAll(response, () => {
      if (++writes === 3) gone.abort();
    });
    expect([writes, end]).toEqual([3, 'stall']);
  });
});

const requestFor = (id: string): WireRequest => converse(asking(`Question ${id}`));
const request = requestFor;

describe('a cast', () => {
  it('with unknown faces or two seats of one name is refused with all its problems', () => {
    const seats = [scout, scout, { ...other, face: 'telegraph' }];
    expect(() => stage({ seats })).toThrow(InputError);
    expect(() => stage({ seats })).toThrow(/"telegraph".*\n.*bedrock-scout is simulated twice/);
  });
});

it('writes split characters of more than one byte, and join frames', async () => {
  const response = await stage({ book }).handle(
    converse(asking('Question b'), { operation: 'converse-stream' }),
    patience(),
  );
  const { chunks } = await readAll(response);
  const torn = chunks.filter(({ bytes: [first = 0] }) => first >= 0x80 && first < 0xc0);
  expect(torn.length).toBeGreaterThan(2);
});

const hello = (seat: typeof scout): WireRequest => converse(asking('Question a'), { seat });

describe('a target that is loading', () => {
  it('answers so until its time is over, and no other does', async () => {
    let nowMs = 5_000;
    const clock = { ...stillClock(), nowMs: () => nowMs };
    const faults = [faultSchema.parse({ match: { target: scout.id }, loadingMs: 3_000 })];
    const { handle } = stage({ book, clock, faults });
    const statusOf = async (seat: typeof scout): Promise<number> =>
      (await handle(hello(seat), patience())).status;
    expect([await statusOf(scout), await statusOf(other)]).toEqual([503, 200]);
    nowMs += 2_999;
    expect(await statusOf(scout)).toBe(503);
    nowMs += 1;
    expect(await statusOf(scout)).toBe(200);
  });

  it.each([{ prompt: 'a' }, { mode: 'send' }, { nth: 1 }, { share: 0.5 }])('is no target of %j', (match) => {
    const parsed = faultSchema.safeParse({ match, loadingMs: 1 });
    expect(parsed.error?.issues.map(({ message }) => message)).toEqual([
      'loadingMs is of a whole target: match may name the target alone',
    ]);
  });
});
