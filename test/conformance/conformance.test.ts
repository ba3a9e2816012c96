import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { BEHAVIOURS } from './behaviours.ts';
import { deviationOf, unmetDeviations } from './deviations.ts';
import { ROWS } from './rows.ts';
import { WALL_MS } from './stage.ts';

beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: WALL_MS });
});
afterAll(() => {
  vi.useRealTimers();
});

describe.each(BEHAVIOURS)('$name', (behaviour) => {
  const cells = ROWS.flatMap((row) => behaviour.modes.map((mode) => ({ row, mode })));

  it.each(cells)('$row.name $mode', async ({ row, mode }) => {
    const observed = await behaviour.observe(row, mode);
    const deviation = deviationOf(behaviour.name, row.name, mode);
    if (deviation === null) {
      expect(observed).toEqual(behaviour.expected);
    } else {
      expect(observed, deviation.why).toEqual({ ...behaviour.expected, ...deviation.instead });
      expect(observed, 'a deviation that does not deviate must be struck out').not.toEqual(
        behaviour.expected,
      );
    }
  });
});

describe('the written deviations', () => {
  it('are each of a behaviour, row and mode that exist, and written once', () => {
    expect(unmetDeviations(BEHAVIOURS, ROWS)).toEqual([]);
  });
});
