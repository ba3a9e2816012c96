import type { Measured } from './measure.ts';
import { median } from './median.ts';
import { runChild } from './run-child.ts';
import type { Row } from './row.ts';
import type { BenchWire } from './wires.ts';

/** What is aimed at, and what is still accepted. */
const GOAL = 1.3;
const FLOOR = 1.5;

/** CPU of an exchange of `verify` against the bare SDK's, in pairs: the machine is shared, and pairs share its mood. */
export async function measureSpeed(
  wire: BenchWire,
  mode: 'send' | 'stream',
  n: number,
  pairs: number,
  place: { readonly url: string; readonly folder: string },
): Promise<Row> {
  const bare: Measured[] = [];
  const own: Measured[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    bare.push(await runChild('bare-loop.js', [wire, mode, String(n), place.url]));
    own.push(await runChild('own-run.js', [wire, mode, String(n), place.folder]));
  }
  const ratios = own.map((each, at) => each.cpuMsPerExchange / (bare[at]?.cpuMsPerExchange ?? 1));
  const ratio = median(ratios);
  return {
    what: `${wire} ${mode}, ${n.toLocaleString('en-US')} exchanges`,
    bare: `${cpu(bare)} ${peak(bare)}`,
    own: `${cpu(own)} ${peak(own)}`,
    ratio,
    spread: `${Math.min(...ratios).toFixed(2)}-${Math.max(...ratios).toFixed(2)}`,
    goal: `<= ${GOAL}x (accepted: ${FLOOR}x)`,
    met: ratio <= GOAL ? 'met' : ratio <= FLOOR ? 'accepted' : 'NOT MET',
  };
}

function cpu(list: readonly Measured[]): string {
  return `${median(list.map((each) => each.cpuMsPerExchange)).toFixed(3)} ms`;
}

function peak(list: readonly Measured[]): string {
  return `${median(list.map((each) => each.peakMb)).toFixed(0)} MiB`.padStart(8);
}
