import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fuzzTargets } from '../../src/runs/fuzz-targets.ts';
import { openFuzzStage } from '../../src/runs/open-fuzz-stage.ts';
import { replayCounterexamples } from '../../src/runs/replay-counterexamples.ts';

const FOLDER = join(import.meta.dirname, '../../fixtures/counterexamples');

describe('a counterexample that was saved', async () => {
  const stage = await openFuzzStage(fuzzTargets(null));
  const replayed = await replayCounterexamples(FOLDER, stage);

  it.each(replayed)('$name ($property) is fixed', ({ status, failure }) => {
    expect(failure).toBeNull();
    expect(status).toBe('FIXED');
  });

  it('is replayed at all', () => {
    expect(replayed.length).toBeGreaterThan(0);
  });
});
