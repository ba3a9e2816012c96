// npm run bench -- --drift, or node test/bench/drift.ts: what goes wrong with one target's answers, over every prompt of the set.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { Comparison } from '../../src/contract/gates/comparison.ts';
import type { Fault } from '../../src/contract/wires/fault.ts';
import { compare } from '../../src/runs/compare/compare.ts';
import { DRIFTS_OF_ANY, type Drift } from '../answer-drifts.ts';
import { eagerWorld, verifyProject } from '../e2e/verify-project.ts';

const ROOT = resolve(import.meta.dirname, '../..');
/** What the baseline is asked, each of the others can be: where one takes fewer images, that alone would break. */
const [BASELINE, CANDIDATE, OTHER] = ['vllm-maverick', 'nim-maverick', 'watsonx-maverick'] as const;

/** As in the table of small answers, without a place: each answer has its own. */
const DRIFTS: readonly Drift[] = [
  { name: 'a key is gone', fault: { answer: 'drop-key' }, code: 'schema/required-missing' },
  { name: 'another type', fault: { answer: 'retype' }, code: 'schema/type-mismatch' },
  { name: 'a word is none of the enum', fault: { answer: 'enum' }, code: 'schema/enum-mismatch' },
  { name: 'null for a value', fault: { answer: 'null' }, code: 'parity/null-for-value' },
  {
    name: 'prose around JSON',
    fault: { answer: 'text', value: 'Here: {"a":1}' },
    code: 'schema/prose-around',
  },
  { name: 'loose JSON', fault: { answer: 'text', value: '{"a":[1,],}' }, code: 'schema/trailing-comma' },
  {
    name: 'other arguments',
    fault: { answer: 'tool-arguments', value: { zebra: 1 } },
    code: 'tool/arguments-invalid',
  },
  ...DRIFTS_OF_ANY,
];

const out = mkdtempSync(join(tmpdir(), 'llama-contract-drift-'));

/** The folder's name of a run of the whole set. */
async function ask(targets: readonly string[], faults: readonly Fault[]): Promise<string> {
  const { folder } = await verifyProject(ROOT, { targets, faults, out });
  return basename(folder);
}

function between(baseline: string, candidate: string): Promise<Comparison> {
  const where = { config: join(ROOT, 'llama-contract.config.yaml'), out, migration: null };
  return compare({ ...where, baseline, candidate }, eagerWorld(), new AbortController().signal);
}

const verdictOf = ({ verdict, groups }: Comparison): string =>
  `${verdict}, kinds of difference: ${groups.length}`;

let missed = 0;
try {
  const plain = await ask([BASELINE, CANDIDATE, OTHER], []);
  for (const target of [CANDIDATE, OTHER]) {
    const found = await between(`${plain}/${BASELINE}`, `${plain}/${target}`);
    console.log(`${BASELINE} and ${target}, nothing planted: ${verdictOf(found)}`);
    if (found.verdict !== 'pass' || found.groups.length > 0) missed += 1;
  }
  console.log(`\nplanted into ${CANDIDATE}: the finding that names it, prompts on which it does`);
  for (const { name, fault, code } of DRIFTS) {
    const run = await ask([CANDIDATE], [{ at: 'headers', ...fault, match: { target: CANDIDATE } }]);
    const found = await between(`${plain}/${BASELINE}`, `${run}/${CANDIDATE}`);
    const named = found.groups.filter((group) => group.code === code);
    const prompts = named.reduce((sum, group) => Math.max(sum, group.prompts), 0);
    if (named.length === 0) missed += 1;
    console.log(`${name.padEnd(28)} ${code.padEnd(26)} ${String(prompts).padStart(4)}  ${verdictOf(found)}`);
    rmSync(join(out, run), { recursive: true });
  }
} finally {
  rmSync(out, { recursive: true, force: true });
}
console.log(`\n${missed === 0 ? 'none' : missed} of ${DRIFTS.length + 2} missed or blamed falsely`);
process.exitCode = missed === 0 ? 0 : 1;
