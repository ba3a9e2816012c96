import { expect, it } from 'vitest';
import { findWindow, findWindows } from './hidden-window.ts';

// The thousand seeds of the goal are counted by `npm run bench -- --probe`; these are some of them.
it('a hidden window is found within one octave for nineteen of twenty seeds, with 60% of the grid at most', () => {
  const found = findWindows(60);
  expect(found.withinOctave).toBeGreaterThanOrEqual(0.95);
  expect(found.largestShare).toBeLessThanOrEqual(0.6);
  expect(found.tooLong).toBeLessThanOrEqual(0.05);
});

it('the same seed finds the same', () => {
  expect(findWindow(7)).toEqual(findWindow(7));
});
