// npm run bench -- --probe: a thousand endpoints with a hidden window, and how well and how cheaply each is found.
import { findWindows } from '../probe/hidden-window.ts';

const SEEDS = 1_000;
const found = findWindows(SEEDS);
const share = (value: number): string => `${(100 * value).toFixed(1)}%`;

console.log(`usable context of ${found.seeds} seeds`);
console.log(`  within one octave  ${share(found.withinOctave)} (goal: 95%)`);
console.log(`  the very length    ${share(found.exact)}`);
console.log(`  too long           ${share(found.tooLong)}`);
console.log(
  `  tokens of the grid ${share(found.meanShare)} in the mean, ${share(found.largestShare)} at most (goal: 60%)`,
);
