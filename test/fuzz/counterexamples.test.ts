import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROPERTIES } from '../../src/fuzz/registry.ts';
import { fuzzTargets } from '../../src/runs/fuzz/fuzz-targets.ts';
import { openFuzzStage } from '../../src/runs/fuzz/open-fuzz-stage.ts';
import { replayCounterexamples } from '../../src/runs/fuzz/replay-counterexamples.ts';

const FOLDER = join(import.meta.dirname, '../../fixtures/counterexamples');

describe('a counterexample that was saved', async () => {
  const stage = await openFuzzStage(fuzzTargets(null));
  const replayed = await replayCounterexamples(FOLDER, stage, PROPERTIES);

  it.each(replayed)('$name ($property) is fixed', ({ status, failure }) => {
    expect(failure).toBeNull();
    expect(status).toBe('FIXED');
  });

  it('is replayed, whichever it is', async () => {
    expect(replayed.map(({ name }) => `${name}.json`)).toEqual((await readdir(FOLDER)).toSorted());
    expect(replayed.length).toBeGreaterThan(0);
  });
});
