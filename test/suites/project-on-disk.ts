import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { InputError, type Problem } from '../../src/contract/problem.ts';

/** A project folder with these files, gone after the test. */
export async function projectOnDisk(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'suites-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return root;
}

/** The problems of an InputError; anything else thrown, or nothing, fails the test. */
export async function problemsOf(run: () => Promise<unknown>): Promise<readonly Problem[]> {
  try {
    await run();
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  throw new Error('expected an InputError');
}

/** One line a problem: place, message, mend. */
export function spoken({ file, line, column, message, mend }: Problem): string {
  const place = [file, line, column].filter((part) => part !== null).join(':');
  return `${place === '' ? '' : `${place} `}${message}${mend === null ? '' : ` | ${mend}`}`;
}
