import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Golden } from '../../contract/prompt.ts';
import { goldenLine } from './golden-line.ts';
import { goldensFile } from './goldens-file.ts';

function byPromptId(a: Golden, b: Golden): number {
  return a.promptId < b.promptId ? -1 : a.promptId > b.promptId ? 1 : 0;
}

/** Replaces the goldens of one suite under a baseline: sorted by prompt id, written beside and renamed over. */
export async function writeGoldens(options: {
  readonly root: string;
  readonly baseline: string;
  readonly suite: string;
  readonly goldens: Iterable<Golden>;
}): Promise<void> {
  const path = join(options.root, goldensFile(options.baseline, options.suite));
  const beside = `${path}.new`;
  const lines = [...options.goldens].toSorted(byPromptId).map((golden) => `${goldenLine(golden)}\n`);
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(beside, lines.join(''));
    await rename(beside, path);
  } finally {
    await rm(beside, { force: true });
  }
}
