import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { InputError, problem } from '../../contract/problem.ts';
import { COUNTED, isBalanced } from '../../contract/runs/summary.ts';
import { arrayAt, parseOrUndefined, recordAt, stringAt, type UnknownRecord } from '../../json/read.ts';
import { codeOf, inputOutputProblem } from '../disk/input-output-problem.ts';
import { runFile } from './layout.ts';
import { refuseForged } from './sign-summary.ts';

/**
 * The evidence root with which a run was sealed; null while it is not. Throws InputError when its summary is not what
 * seals a run, its counts do not add up, or it or the manifest was changed since.
 */
export async function readSeal(folder: string): Promise<string | null> {
  const file = runFile(folder, 'summary');
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw inputOutputProblem(file, 'cannot be read', error);
  });
  if (text === null) return null;
  const value = parseOrUndefined(text);
  const root = stringAt(recordAt(value, 'times'), 'evidenceRoot');
  if (root === null) {
    throw new InputError([{ ...problem(`${file} has no evidence root: it seals nothing`, MEND), file }]);
  }
  refuseUnbalanced(file, recordAt(value, 'summary'));
  await refuseForged(folder, text, value);
  return root;
}

/** Throws InputError for a summary in which what was planned is not what became of it (design, law 6). */
function refuseUnbalanced(file: string, summary: UnknownRecord | null): void {
  const targets = arrayAt(summary, 'targets') ?? [];
  const problems = [
    ...unbalanced('the run', recordAt(summary, 'counts')),
    ...targets.flatMap((target) =>
      unbalanced(stringAt(target, 'id') ?? 'a target', recordAt(target, 'counts')),
    ),
  ];
  if (problems.length === 0) return;
  throw new InputError(problems.map((message) => ({ ...problem(`${file}: ${message}`, MEND), file })));
}

function unbalanced(what: string, counts: UnknownRecord | null): readonly string[] {
  const read = countsSchema.safeParse(counts);
  if (!read.success) return [`the counts of ${what} cannot be read`];
  if (isBalanced(read.data)) return [];
  const { planned } = read.data;
  const became = COUNTED.map((state) => `${read.data[state]} ${state}`).join(', ');
  return [`of ${what} ${planned} exchanges were planned, which is not what became of them: ${became}`];
}

const count = z.int().nonnegative();
const countsSchema = z.object({
  planned: count,
  passed: count,
  failed: count,
  errored: count,
  skipped: count,
  // Runs of earlier versions do not have it.
  unproven: count.default(0),
  missing: count,
});

const MEND = 'it was changed after the run was sealed: restore the folder, or start a new run';

/** Throws InputError unless the lines come to the root with which they were sealed. */
export function checkSeal(
  folder: string,
  sealed: string,
  lines: { readonly root: string; readonly tornBytes: number },
): void {
  const { root, tornBytes } = lines;
  if (root === sealed && tornBytes === 0) return;
  const file = runFile(folder, 'exchanges');
  const what =
    tornBytes > 0 ? `ends with ${tornBytes} bytes that are no line` : `comes to the evidence root ${root}`;
  const message = `${file} ${what}, and the run was sealed with ${sealed}: a line is gone, forged or added`;
  throw new InputError([{ ...problem(message, MEND), file }]);
}
