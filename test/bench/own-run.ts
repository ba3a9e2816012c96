// `verify` as it ships, against the mock, results written.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { nodeWorld } from '../../src/cli/machine/node-world.ts';
import { caseText } from '../../src/contract/exchanges/case-id.ts';
import { verify } from '../../src/runs/verify/verify.ts';
import { readRun } from '../../src/store/run/read-run.ts';
import { ASKED_ALIKE } from './asked-alike.ts';
import { measure } from './measure.ts';
import { WIRES } from './wires.ts';

const [wire = '', mode = '', count = '', folder = '', warmUp = '500'] = process.argv.slice(2);
const n = Number(count);
if (!WIRES.some((name) => name === wire) || (mode !== 'send' && mode !== 'stream'))
  throw new Error('which run?');
const PROMPTS = 20;
const world = nodeWorld();

interface Made {
  readonly out: string;
  /** The run's own folder, under `out`, which is to be removed. */
  readonly folder: string;
}

async function run(exchanges: number): Promise<Made> {
  const out = join(folder, `runs-${process.pid}-${exchanges}`);
  const { report, folder: own } = await verify(
    {
      config: join(folder, 'llama-contract.config.yaml'),
      suites: ['bench'],
      selection: {
        targets: [wire],
        tags: null,
        prompts: null,
        pairs: null,
        modes: [mode === 'send' ? 'send' : 'stream'],
        repeat: exchanges / PROMPTS,
        once: null,
      },
      ...ASKED_ALIKE,
      source: 'live',
      out,
    },
    world,
    new AbortController().signal,
    () => {},
  );
  const { counts, groups } = report.summary;
  if (counts.passed !== exchanges) throw new Error(`not all passed: ${JSON.stringify([counts, groups[0]])}`);
  return { out, folder: own };
}

/** A call whose SDK fails is quick, and passes: what the provider said is right. It would be no measure. */
async function refuseWarnings(run: Made): Promise<Made> {
  for await (const { record } of (await readRun(run.folder)).records) {
    const outcome = record.exchange?.outcome;
    const warning = outcome?.type === 'response' ? outcome.response.warnings[0] : undefined;
    if (warning !== undefined)
      throw new Error(`${caseText(record.case)}: ${warning.code}: ${warning.message}`);
  }
  return run;
}

const made = [await refuseWarnings(await run(Number(warmUp)))];
await measure(n, async () => {
  made.push(await run(n));
});
for (const { out } of made) rmSync(out, { recursive: true, force: true });
process.exit(0);
