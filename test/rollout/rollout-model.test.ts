import { expect, it } from 'vitest';
import { checkRollouts } from './rollout-commands.ts';

it('no stage is skipped, nothing moves without evidence or too early, and the way back is always open', () => {
  const { reached, retired } = checkRollouts({ seed: 20_261_126, numRuns: 60 });
  // The property has met what it speaks of.
  expect(reached.size).toBeGreaterThanOrEqual(5);
  expect(retired).toBeGreaterThanOrEqual(1);
});
