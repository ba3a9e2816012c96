// `write`: a run of so many exchanges, and a copy of it under another name. `compare`: one against the other, as it ships.
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { nodeWorld } from '../../src/cli/machine/node-world.ts';
import { compare } from '../../src/runs/compare/compare.ts';
import { verify } from '../../src/runs/verify/verify.ts';
import { signAgain } from '../store/sign-again.ts';
import { ASKED_ALIKE } from './asked-alike.ts';
import { measure } from './measure.ts';

const [what = '', count = '', folder = ''] = process.argv.slice(2);
const n = Number(count);
const PROMPTS = 20;
const TARGET = 'openai';
/** How the name of the copy ends. */
const COPY = 'c0de';
const out = join(folder, `compared-${n}`);
const config = join(folder, 'llama-contract.config.yaml');
const world = nodeWorld();
const { signal } = new AbortController();

async function write(): Promise<void> {
  const { report, folder: own } = await verify(
    {
      config,
      suites: ['bench'],
      selection: {
        targets: [TARGET],
        tags: null,
        prompts: null,
        pairs: null,
        modes: ['send'],
        repeat: n / PROMPTS,
        once: null,
      },
      ...ASKED_ALIKE,
      source: 'live',
      out,
    },
    world,
    signal,
    () => {},
  );
  const { counts } = report.summary;
  if (counts.passed !== n) throw new Error(`not all passed: ${JSON.stringify(counts)}`);
  // Nothing in a line says of which run it is.
  const id = basename(own);
  const other = `${id.slice(0, -COPY.length)}${COPY}`;
  cpSync(own, join(out, other), { recursive: true });
  const manifest = join(out, other, 'run.json');
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace(id, other));
  await signAgain(join(out, other));
}

async function compareBoth(): Promise<void> {
  const [baseline = '', candidate = ''] = readdirSync(out).map((run) => `${join(out, run)}/${TARGET}`);
  const options = { config, out, migration: null, baseline, candidate };
  const { verdict, pairs } = await compare(options, world, signal);
  if (verdict !== 'pass' || pairs.compared !== n) throw new Error(`${verdict}: ${JSON.stringify(pairs)}`);
}

await measure(n, what === 'write' ? write : compareBoth);
process.exit(0);
