import type { Measured } from './measure.ts';
import { median } from './median.ts';
import { runChild } from './run-child.ts';
import type { Row } from './row.ts';

const SMALL = 20_000;
const LARGE = 100_000;
/** What V8 has not filled yet after 20,000 is among it: after 30,000 the heap grows no more. */
const RATIO = 1.25;

/** Peak resident memory of `compare`, and its time, by the length of the two runs: bounded by prompts, not by exchanges. */
export async function measureComparing(pairs: number, folder: string): Promise<readonly Row[]> {
  for (const n of [SMALL, LARGE]) await runChild('compare-loop.js', ['write', String(n), folder]);
  const small: Measured[] = [];
  const large: Measured[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    small.push(await runChild('compare-loop.js', ['compare', String(SMALL), folder]));
    large.push(await runChild('compare-loop.js', ['compare', String(LARGE), folder]));
  }
  const ratios = large.map(({ peakMb }, at) => peakMb / (small[at]?.peakMb ?? 1));
  const costs = large.map(
    ({ cpuMsPerExchange }, at) => cpuMsPerExchange / (small[at]?.cpuMsPerExchange ?? 1),
  );
  const ratio = median(ratios);
  return [
    {
      what: 'peak memory of comparing two runs, 100,000 exchanges against 20,000',
      bare: `${median(small.map(({ peakMb }) => peakMb)).toFixed(0)} MiB`,
      own: `${median(large.map(({ peakMb }) => peakMb)).toFixed(0)} MiB`,
      ratio,
      spread: spreadOf(ratios),
      goal: `<= ${RATIO}x`,
      met: ratio <= RATIO ? 'met' : 'NOT MET',
    },
    {
      what: 'CPU of comparing one pair of exchanges, of 100,000 against of 20,000',
      bare: `${median(small.map(({ cpuMsPerExchange }) => cpuMsPerExchange)).toFixed(3)} ms`,
      own: `${median(large.map(({ cpuMsPerExchange }) => cpuMsPerExchange)).toFixed(3)} ms`,
      ratio: median(costs),
      spread: spreadOf(costs),
      goal: '',
      met: '',
    },
  ];
}

function spreadOf(ratios: readonly number[]): string {
  return `${Math.min(...ratios).toFixed(2)}-${Math.max(...ratios).toFixed(2)}`;
}
