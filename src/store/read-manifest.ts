import { readFile } from 'node:fs/promises';
import { InputError, problem } from '../contract/problem.ts';
import { orProblem } from './input-output-problem.ts';
import { runFile } from './layout.ts';
import type { RunManifest } from './manifest.ts';

/** Throws InputError when the folder is no run's, or its manifest is not one of this version. */
export async function readManifest(folder: string): Promise<RunManifest> {
  const path = runFile(folder, 'manifest');
  const text = await orProblem(path, 'cannot be read', readFile(path, 'utf8'));
  // Loaded here, so that a run that starts afresh does not pay for zod.
  const { manifestSchema } = await import('./manifest-schema.ts');
  const read = manifestSchema.safeParse(parse(text));
  if (read.success) return read.data;
  throw new InputError(
    read.error.issues.map(({ path: keys, message }) => ({
      ...problem(`${path} is not a run's manifest: ${keys.join('.')} ${message}`, 'choose another run'),
      file: path,
      pointer: keys.map((key) => `/${String(key)}`).join(''),
    })),
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
