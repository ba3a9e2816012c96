import { expect, it } from 'vitest';
import type { Mode } from '../../src/contract/exchanges/mode.ts';
import { MODES } from '../../src/contract/exchanges/mode.ts';
import type { ExchangeRecord } from '../../src/contract/exchanges/record.ts';
import { StandingCount, type Standing } from '../../src/store/run/standing.ts';
import { buildRecord } from '../build-exchange.ts';

function standingOf(records: readonly ExchangeRecord[], modes: readonly Mode[] = MODES): Standing {
  const count = new StandingCount(modes);
  for (const record of records) count.add(record);
  return count.standing();
}

const send = buildRecord({ target: 't', prompt: 'a', mode: 'send', repetition: 1 });
const stream = buildRecord({ target: 't', prompt: 'a', mode: 'stream', repetition: 1 });

it('of a case that stands in one mode its exchange is kept, of one that stands in both none is', () => {
  expect(standingOf([send]).halves).toEqual(new Map([['t/a/send/1', send.exchange]]));
  expect(standingOf([stream, send]).halves.size).toBe(0);
  expect(standingOf([send, buildRecord({ ...stream.case, repetition: 2 })]).halves.size).toBe(2);
});

it('a run in one mode has no halves, and what was not sent is none', () => {
  expect(standingOf([send], ['send']).halves.size).toBe(0);
  expect(standingOf([buildRecord({ ...send.case, state: 'skipped', exchange: null })]).halves.size).toBe(0);
});

it('what stands is counted by target', () => {
  const { done, doneByTarget } = standingOf([send, stream, buildRecord({ target: 'u' })]);
  expect([...done]).toEqual(['t/a/send/1', 't/a/stream/1', 'u/greeting/send/0']);
  expect([...doneByTarget]).toEqual([
    ['t', 2],
    ['u', 1],
  ]);
});
