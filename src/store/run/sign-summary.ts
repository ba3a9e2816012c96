import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { InputError, problem } from '../../contract/problem.ts';
import { recordAt, stringAt } from '../../json/read.ts';
import { orProblem } from '../disk/input-output-problem.ts';
import { runFile, type RUN_FILES } from './layout.ts';

/** The last line of the block of times of summary.json, as it stands where nothing was signed. */
export const UNSIGNED = '"digest": ""';

/**
 * The text of summary.json, made with `manifestDigest` and UNSIGNED, with the SHA-256 of itself in the latter's place. The
 * evidence root is of the lines alone: what was counted of them, and when and by what they were asked for, is held by this.
 */
export function signSummary(unsigned: string): string {
  return unsigned.replace(UNSIGNED, `"digest": "${hash('sha256', unsigned)}"`);
}

/** SHA-256 of run.json as it stands. Throws InputError where it cannot be read. */
export async function digestManifest(folder: string): Promise<string> {
  const path = runFile(folder, 'manifest');
  return hash('sha256', await orProblem(path, 'cannot be read', readFile(path)));
}

/**
 * Throws InputError where summary.json or run.json is not what the run was sealed with. `value` is what the text of the
 * summary reads as. Runs of earlier versions are not signed, and hold their lines alone.
 */
export async function refuseForged(folder: string, text: string, value: unknown): Promise<void> {
  const times = recordAt(value, 'times');
  const [digest, manifest] = [stringAt(times, 'digest'), stringAt(times, 'manifestDigest')];
  if (digest === null && manifest === null) return;
  if (signSummary(text.replace(`"digest": "${digest ?? ''}"`, UNSIGNED)) !== text) {
    throw changed(folder, 'summary');
  }
  if ((await digestManifest(folder)) !== manifest) throw changed(folder, 'manifest');
}

function changed(folder: string, which: keyof typeof RUN_FILES): InputError {
  const file = runFile(folder, which);
  const message = `${file} was changed after the run was sealed`;
  return new InputError([{ ...problem(message, 'restore the file, or start a new run'), file }]);
}
