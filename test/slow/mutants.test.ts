import { afterAll, describe, expect, it } from 'vitest';
import { kill, MUTANTS, type Killed } from '../fuzz/mutants/kill-mutants.ts';

const SEED = 1;
const MOST_RUNS = 2000;
const MOST_EVENTS = 3;
const killed: Killed[] = [];

describe('a broken reader', () => {
  it.each(MUTANTS)('whose defect is "$name" is found out', async (mutant) => {
    const found = await kill(mutant, SEED);
    killed.push(found);
    expect(found.property).not.toBeNull();
    expect(found.runs).toBeLessThanOrEqual(MOST_RUNS);
    expect(found.events ?? 0).toBeLessThanOrEqual(MOST_EVENTS);
  });

  afterAll(() => {
    const rows = killed.map(
      ({ mutant, property, runs, events }) =>
        `${mutant.padEnd(42)} ${(property ?? 'SURVIVED').padEnd(20)} ${String(runs).padStart(5)} ${String(events ?? '-').padStart(7)}`,
    );
    console.log(
      [`seed ${SEED}`, `${'mutant'.padEnd(42)} ${'killed by'.padEnd(20)}  runs  events`, ...rows].join('\n'),
    );
  });
});

it('is never found in the readers that we have, by the same cases', async () => {
  const found = await kill({ name: 'none', seenIn: '', stage: {} }, SEED, 30);
  expect(found).toMatchObject({ property: null, failure: null });
});
