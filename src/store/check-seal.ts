import { readFile } from 'node:fs/promises';
import { InputError, problem } from '../contract/problem.ts';
import { parseOrUndefined, recordAt, stringAt } from '../json/read.ts';
import { codeOf, inputOutputProblem } from './input-output-problem.ts';
import { runFile } from './layout.ts';

/**
 * The evidence root with which a run was sealed; null while it is not. Throws InputError when its summary is not what
 * seals a run.
 */
export async function readSeal(folder: string): Promise<string | null> {
  const file = runFile(folder, 'summary');
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw inputOutputProblem(file, 'cannot be read', error);
  });
  if (text === null) return null;
  const root = stringAt(recordAt(parseOrUndefined(text), 'times'), 'evidenceRoot');
  if (root !== null) return root;
  throw new InputError([{ ...problem(`${file} has no evidence root: it seals nothing`, MEND), file }]);
}

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
