import { describe, expect, it } from 'vitest';
import { runLanes, type Lane } from '../../src/calls/run-lanes.ts';
import { createFakeClock } from '../fake-clock.ts';

const never = new AbortController().signal;

function* numbers(from: number, to: number, pulled: number[] = []): Generator<number> {
  for (let number = from; number < to; number += 1) {
    pulled.push(number);
    yield number;
  }
}

type Pace = 'slow' | 'fast';

function laneOf(pace: Pace, concurrency: number, count: number): Lane<Pace> {
  return { concurrency, jobs: Array.from({ length: count }, () => pace) };
}

async function failAtThree(job: number): Promise<number> {
  if (job === 3) throw new Error('broken');
  return job;
}

async function collect<T>(results: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const result of results) all.push(result);
  return all;
}

it('every job of every lane is run once', async () => {
  const lanes = [
    { concurrency: 3, jobs: numbers(0, 50) },
    { concurrency: 2, jobs: numbers(50, 70) },
    { concurrency: 2, jobs: [] },
  ];
  const results = await collect(runLanes(lanes, async (job) => job, never));
  expect(results.toSorted((a, b) => a - b)).toEqual([...numbers(0, 70)]);
});

it('no lane runs more at once than it may, and a slow lane does not hold a fast one', async () => {
  const clock = createFakeClock();
  const running = { slow: 0, fast: 0 };
  const peak = { slow: 0, fast: 0 };
  const done: string[] = [];
  const run = async (name: Pace): Promise<string> => {
    running[name] += 1;
    peak[name] = Math.max(peak[name], running[name]);
    await clock.sleep(name === 'slow' ? 1_000 : 1);
    running[name] -= 1;
    return name;
  };
  const reading = (async () => {
    for await (const name of runLanes([laneOf('slow', 2, 4), laneOf('fast', 3, 30)], run, never))
      done.push(name);
  })();
  await clock.runUntil(reading);
  expect(peak).toEqual({ slow: 2, fast: 3 });
  expect(done.indexOf('slow')).toBe(30);
  expect(clock.nowMs()).toBe(2_000);
});

it('jobs are pulled only when one can start, and not far ahead of a reader that rests', async () => {
  const pulled: number[] = [];
  const results = runLanes(
    [{ concurrency: 4, jobs: numbers(0, 200_000, pulled) }],
    async (job) => job,
    never,
  );
  await results.next();
  await new Promise(setImmediate);
  expect(pulled.length).toBeLessThanOrEqual(12);
  await results.return(undefined);
});

it('few results wait for a reader that is slow, however many lanes there are, and all come', async () => {
  let waiting = 0;
  let most = 0;
  const lanes = Array.from({ length: 8 }, () => ({ concurrency: 8, jobs: numbers(0, 40) }));
  const run = async (job: number): Promise<number> => {
    // Not all at once, as over a network.
    for (let turn = job % 5; turn > 0; turn -= 1) await Promise.resolve();
    waiting += 1;
    return job;
  };
  let read = 0;
  for await (const _ of runLanes(lanes, run, never)) {
    waiting -= 1;
    read += 1;
    await new Promise(setImmediate);
    most = Math.max(most, waiting);
  }
  expect(read).toBe(8 * 40);
  // Those that were in flight beside those that may wait.
  expect(most).toBeLessThanOrEqual(64 + 8);
});

it('a result is handed on when it is there, not when its neighbours are', async () => {
  const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const results = runLanes(
    [{ concurrency: 2, jobs: [0, 1] }],
    async (job) => {
      await gates[job]?.promise;
      return job;
    },
    never,
  );
  gates[1]?.resolve();
  expect((await results.next()).value).toBe(1);
  gates[0]?.resolve();
  expect((await results.next()).value).toBe(0);
});

describe('an end before the end', () => {
  it('an abort pulls no more, and what is in flight still comes', async () => {
    const controller = new AbortController();
    const pulled: number[] = [];
    const results = await collect(
      runLanes(
        [{ concurrency: 2, jobs: numbers(0, 100, pulled) }],
        async (job) => {
          if (job === 5) controller.abort();
          return job;
        },
        controller.signal,
      ),
    );
    expect(pulled.length).toBeLessThan(10);
    expect(results.toSorted((a, b) => a - b)).toEqual(pulled);
  });

  it('what run throws is thrown to the reader, and no more is pulled', async () => {
    const pulled: number[] = [];
    await expect(
      collect(runLanes([{ concurrency: 1, jobs: numbers(0, 100, pulled) }], failAtThree, never)),
    ).rejects.toThrow('broken');
    expect(pulled).toEqual([0, 1, 2, 3]);
  });

  it('what the jobs throw is thrown too', async () => {
    const jobs = (async function* () {
      yield 1;
      throw new Error('cannot plan');
    })();
    await expect(collect(runLanes([{ concurrency: 1, jobs }], async (job) => job, never))).rejects.toThrow(
      'cannot plan',
    );
  });

  it('a reader that stops stops the pulling', async () => {
    const pulled: number[] = [];
    for await (const _ of runLanes(
      [{ concurrency: 1, jobs: numbers(0, 100, pulled) }],
      async (job) => job,
      never,
    ))
      break;
    await new Promise(setImmediate);
    expect(pulled.length).toBeLessThan(5);
  });
});
