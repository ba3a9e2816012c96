import { hash } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { InputError, problem } from '../../contract/problem.ts';
import type { Golden } from '../../contract/suites/prompt.ts';
import { parseOrUndefined, stringAt } from '../../json/read.ts';
import { goldenLine } from './golden-line.ts';
import { goldensFile } from './goldens-file.ts';
import { readIfAny } from './read-goldens.ts';

interface Line {
  readonly promptId: string;
  readonly text: string;
}

function byPromptId(a: Line, b: Line): number {
  return a.promptId < b.promptId ? -1 : Number(a.promptId > b.promptId);
}

/** Of a file that was read before and has a golden in every line. */
function linesOf(text: string): readonly Line[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => ({ promptId: stringAt(parseOrUndefined(line), 'promptId') ?? '', text: line }));
}

/**
 * Puts goldens into the file of a suite under a baseline, each in the place of the one that its prompt had. Every other
 * line stays as it is, byte for byte; all are sorted by prompt id. Written beside and renamed over, so that the file is
 * the old one or the new one. Throws InputError when the file is no longer the one that was read, `read` being its hash.
 */
export async function updateGoldens(options: {
  readonly root: string;
  readonly baseline: string;
  readonly suite: string;
  readonly read: string | null;
  readonly goldens: readonly Golden[];
}): Promise<void> {
  const { root, baseline, suite, read, goldens } = options;
  const file = goldensFile(baseline, suite);
  const text = await readIfAny(root, file);
  if ((text === null ? null : hash('sha256', text)) !== read) {
    const message = `${file} was changed while the approval was at work; nothing was written to it`;
    throw new InputError([{ ...problem(message, 'look at the change, and approve again'), file }]);
  }
  const put = new Map(goldens.map((golden) => [golden.promptId, goldenLine(golden)]));
  const kept = linesOf(text ?? '').filter(({ promptId }) => !put.has(promptId));
  const added = [...put].map(([promptId, line]) => ({ promptId, text: line }));
  const lines = [...kept, ...added].toSorted(byPromptId);
  const path = join(root, file);
  const beside = `${path}.new`;
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(beside, lines.map((line) => `${line.text}\n`).join(''), { flush: true });
    await rename(beside, path);
  } finally {
    await rm(beside, { force: true });
  }
}
