import { median } from './median.ts';
import { runChild, runUnder } from './run-child.ts';
import type { Row } from './row.ts';

const SMALL = 20_000;
const LARGE = 50_000;
const RATIO = 1.3;
const MOST_MIB = 320;

/** Peak resident memory of a run of `verify` by its length: it is bounded by prompts and targets, not by exchanges. */
export async function measureMemory(pairs: number, folder: string): Promise<readonly Row[]> {
  const small: number[] = [];
  const large: number[] = [];
  const unlimited: number[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    small.push((await runChild('own-run.js', ['openai', 'send', String(SMALL), folder])).peakMb);
    large.push((await runChild('own-run.js', ['openai', 'send', String(LARGE), folder])).peakMb);
    unlimited.push((await runUnder([], 'own-run.js', ['openai', 'send', String(LARGE), folder])).peakMb);
  }
  const ratios = large.map((peak, at) => peak / (small[at] ?? 1));
  const [ratio, peakMib] = [median(ratios), median(large)];
  return [
    {
      what: 'peak memory, 50,000 exchanges against 20,000',
      bare: `${median(small).toFixed(0)} MiB`,
      own: `${peakMib.toFixed(0)} MiB`,
      ratio,
      spread: `${Math.min(...ratios).toFixed(2)}-${Math.max(...ratios).toFixed(2)}`,
      goal: `<= ${RATIO}x`,
      met: ratio <= RATIO ? 'met' : 'NOT MET',
    },
    {
      what: 'peak memory of 50,000 exchanges; bare: without limits of the heap',
      bare: `${median(unlimited).toFixed(0)} MiB`,
      own: `${peakMib.toFixed(0)} MiB`,
      ratio: null,
      spread: '',
      goal: `<= ${MOST_MIB} MiB`,
      met: peakMib <= MOST_MIB ? 'met' : 'NOT MET',
    },
  ];
}
