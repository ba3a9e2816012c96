import type { Measured } from './measure.ts';
import { median } from './median.ts';
import { runChild } from './run-child.ts';
import type { Row } from './row.ts';

const SMALL = 20_000;
const LARGE = 60_000;
/** Of a record in the long run against one in the short one: what is linear has 1, and the rest is the noise of a machine. */
const LINEAR = 1.2;
const MOST_SECONDS = 1;
const MOST_MIB = 250;

/** CPU and peak memory of a report in all its forms, by the length of its run. */
export async function measureReport(pairs: number, folder: string): Promise<readonly Row[]> {
  for (const n of [SMALL, LARGE]) await runChild('compare-loop.js', ['write', String(n), folder]);
  const small: Measured[] = [];
  const large: Measured[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    small.push(await runChild('report-loop.js', [String(SMALL), folder]));
    large.push(await runChild('report-loop.js', [String(LARGE), folder]));
  }
  const seconds = (median(small.map(({ cpuMsPerExchange }) => cpuMsPerExchange)) * SMALL) / 1000;
  const peakMib = median(small.map(({ peakMb }) => peakMb));
  const ratios = large.map(
    ({ cpuMsPerExchange }, at) => cpuMsPerExchange / (small[at]?.cpuMsPerExchange ?? 1),
  );
  const ratio = median(ratios);
  return [
    {
      what: 'CPU of the report of 20,000 exchanges',
      bare: '',
      own: `${seconds.toFixed(2)} s`,
      ratio: null,
      spread: '',
      goal: `<= ${MOST_SECONDS} s`,
      met: seconds <= MOST_SECONDS ? 'met' : 'NOT MET',
    },
    {
      what: 'peak memory of it; beside it that of 60,000',
      bare: `${median(large.map(({ peakMb }) => peakMb)).toFixed(0)} MiB`,
      own: `${peakMib.toFixed(0)} MiB`,
      ratio: null,
      spread: '',
      goal: `<= ${MOST_MIB} MiB`,
      met: peakMib <= MOST_MIB ? 'met' : 'NOT MET',
    },
    {
      what: 'CPU of the report, a record of 60,000 against one of 20,000',
      bare: '',
      own: '',
      ratio,
      spread: `${Math.min(...ratios).toFixed(2)}-${Math.max(...ratios).toFixed(2)}`,
      goal: `<= ${LINEAR}x`,
      met: ratio <= LINEAR ? 'met' : 'NOT MET',
    },
  ];
}
