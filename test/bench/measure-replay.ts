import type { Measured } from './measure.ts';
import { median } from './median.ts';
import type { Row } from './row.ts';
import { runChild } from './run-child.ts';

/** Of a replay, judged and nothing written, against the bare SDK over the same bytes in memory. */
const GOALS = { send: 2.5, stream: 1.5 } as const;

/** The two wires whose SDK is a library: watsonx is called over plain HTTP, and NIM through the SDK of the first. */
export const REPLAYED = ['openai', 'bedrock'] as const;

export async function measureReplay(
  wire: (typeof REPLAYED)[number],
  mode: 'send' | 'stream',
  n: number,
  pairs: number,
  folder: string,
): Promise<Row> {
  await runChild('replay-loop.js', ['record', wire, mode, '20', folder]);
  const bare: Measured[] = [];
  const own: Measured[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    bare.push(await runChild('replay-loop.js', ['bare', wire, mode, String(n), folder]));
    own.push(await runChild('replay-loop.js', ['replay', wire, mode, String(n), folder]));
  }
  const ratios = own.map((each, at) => each.cpuMsPerExchange / (bare[at]?.cpuMsPerExchange ?? 1));
  const ratio = median(ratios);
  return {
    what: `P8 replay, ${wire} ${mode}, ${n.toLocaleString('en-US')} exchanges`,
    bare: cost(bare),
    own: cost(own),
    ratio,
    spread: `${Math.min(...ratios).toFixed(2)}-${Math.max(...ratios).toFixed(2)}`,
    goal: `<= ${GOALS[mode]}x the SDK in memory`,
    met: ratio <= GOALS[mode] ? 'met' : 'NOT MET',
  };
}

function cost(list: readonly Measured[]): string {
  return `${median(list.map((each) => each.cpuMsPerExchange)).toFixed(3)} ms`;
}
