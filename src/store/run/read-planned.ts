import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { InputError, problem } from '../../contract/problem.ts';
import { hashCanonical } from '../../json/hash-canonical.ts';
import { parseOrUndefined } from '../../json/read.ts';
import { readSeal } from './check-seal.ts';
import { orProblem } from '../disk/input-output-problem.ts';
import { runFile } from './layout.ts';
import type { PlannedPair, RunManifest } from './manifest.ts';

const summarySchema = z.object({
  summary: z.object({ prompts: z.array(z.object({ target: z.string(), promptId: z.string() })) }),
});

/** What a sealed run had planned, whatever became of it, and the evidence root with which it was sealed. */
export interface SealedPlan {
  readonly evidenceRoot: string;
  readonly pairs: readonly PlannedPair[];
}

/** Throws InputError when the run is not sealed, or its summary is not of what its manifest says. */
export async function readPlanned(folder: string, manifest: RunManifest): Promise<SealedPlan> {
  const file = runFile(folder, 'summary');
  const evidenceRoot = await readSeal(folder);
  if (evidenceRoot === null) {
    const mend = `let it come to its end: npx llama-contract ${resumeOf(manifest)}`;
    throw new InputError([{ ...problem(`run ${manifest.run} is not sealed`, mend), file }]);
  }
  const text = await orProblem(file, 'cannot be read', readFile(file, 'utf8'));
  const read = summarySchema.safeParse(parseOrUndefined(text));
  const pairs = read.success
    ? read.data.summary.prompts.map(({ target, promptId: prompt }) => ({ target, prompt }))
    : [];
  const prompts = [...new Set(pairs.map(({ prompt }) => prompt))].sort();
  const { prompts: known } = manifest.hashes;
  if (pairs.length === 0 || (known !== null && hashCanonical(prompts) !== known)) {
    const message = `${file} does not list the prompts that run ${manifest.run} was begun with`;
    throw new InputError([{ ...problem(message, 'restore the folder'), file }]);
  }
  return { evidenceRoot, pairs };
}

function resumeOf({ argv, run }: RunManifest): string {
  return [...argv, '--resume', run].join(' ');
}
