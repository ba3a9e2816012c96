import { afterAll, beforeAll, vi } from 'vitest';
import { ROWS } from '../conformance/rows.ts';
import { WALL_MS } from '../conformance/stage.ts';
import { describePrefixes, everyLength } from '../conformance/stream-prefixes.ts';

beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: WALL_MS });
});
afterAll(() => {
  vi.useRealTimers();
});

for (const row of ROWS) describePrefixes(row, everyLength);
