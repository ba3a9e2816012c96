// npm run bench -- --fuzz, or node test/bench/fuzz.ts --runs 20000 --pairs 5
import { parseArgs } from 'node:util';
import { PROPERTIES } from '../../src/fuzz/registry.ts';
import { fuzzTargets } from '../../src/runs/fuzz/fuzz-targets.ts';
import { openFuzzStage } from '../../src/runs/fuzz/open-fuzz-stage.ts';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '20000' }, pairs: { type: 'string', default: '5' } },
});
const runs = Number(values.runs);
const pairs = Number(values.pairs);
/** Those that need no wire: many more runs fit. */
const PURE = new Set(['irrelevant-change', 'precedence', 'idempotent', 'total']);
/** An envelope is made as a server writes it, changed, and normalised once: at half the rate of making it, or more. */
const ENVELOPES = 'irrelevant-change';
const LEAST_RATIO = 0.5;

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** User and system time of this process: others share the machine. */
async function cpuMs(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const stage = await openFuzzStage(fuzzTargets(null));
console.log(`runs a CPU second, medians of ${pairs} pairs of ${runs} runs`);
let envelopes = 0;
for (const property of PROPERTIES) {
  const pure = PURE.has(property.name);
  const n = pure ? runs : Math.ceil(runs / 200);
  const alone: number[] = [];
  const whole: number[] = [];
  for (let pair = 0; pair <= pairs; pair += 1) {
    const options = { seed: pair, runs: n };
    const generatedMs = await cpuMs(() => property.generate(stage, options));
    const judgedMs = await cpuMs(async () => {
      const { found } = await property.check(stage, options);
      if (found !== null) throw new Error(`${property.name}: ${found.failure}`);
    });
    // The first pair warms up.
    if (pair === 0) continue;
    alone.push(generatedMs);
    whole.push(judgedMs);
  }
  const ratio = median(whole.map((ms, at) => (alone[at] ?? 0) / ms));
  const rate = (list: readonly number[]): string => ((1000 * n) / median(list)).toFixed(0).padStart(7);
  if (property.name === ENVELOPES) envelopes = ratio;
  console.log(
    `${property.name.padEnd(20)} generation alone ${rate(alone)}  property ${rate(whole)}  ratio ${ratio.toFixed(2)}`,
  );
}
console.log(`fuzz of envelope normalisation: ratio ${envelopes.toFixed(2)} (at least ${LEAST_RATIO})`);
process.exitCode = envelopes >= LEAST_RATIO ? 0 : 1;
