import { open } from 'node:fs/promises';
import { InputError, problem } from '../../contract/problem.ts';
import { answerLines, type AnswerLine } from '../../recordings/answer-lines.ts';
import { escapeJson } from '../../reports/text/escape-terminal.ts';
import { reasonOf } from '../../store/disk/input-output-problem.ts';
import { nodeWorld } from '../machine/node-world.ts';
import type { ClassifyFlags } from '../verbs/short-verbs.ts';

export async function runClassify(file: string, { explain, suggest }: ClassifyFlags): Promise<void> {
  const { createClassifier } = await import('../../runs/given/classify.ts');
  const { clock } = nodeWorld();
  await answerFile(
    file,
    createClassifier({ nowMs: () => clock.wallMs(), explain: explain === true, suggest: suggest === true }),
  );
}

export async function runDecode(file: string): Promise<void> {
  const { createDecode } = await import('../../runs/given/decode.ts');
  await answerFile(file, createDecode(nodeWorld()));
}

/**
 * One line on stdout for each line of the file (`-` is stdin), in the same order, as they come. What stands after the
 * last line end is a line too. Throws InputError when the file cannot be read.
 */
async function answerFile(path: string, answer: AnswerLine): Promise<void> {
  await writeLines(answerLines(await openInput(path), answer));
}

/** The bytes of a file, or of stdin for `-`. Throws InputError before anything is read of a file that cannot be. */
async function openInput(path: string): Promise<AsyncIterable<Uint8Array>> {
  if (path === '-') return process.stdin;
  try {
    const file = await open(path);
    const stats = await file.stat();
    if (!stats.isDirectory()) return file.createReadStream();
    await file.close();
  } catch (error) {
    throw unreadable(path, reasonOf(error));
  }
  throw unreadable(path, 'it is a folder');
}

function unreadable(path: string, why: string): InputError {
  return new InputError([problem(`${path} cannot be read: ${why}`, 'name a file, or - for stdin')]);
}

/** Writes each line to stdout as it comes, no faster than it is read. A reader that went away has seen enough. */
async function writeLines(lines: AsyncIterable<string>): Promise<void> {
  const { stdout } = process;
  let gone = false;
  let resume: (() => void) | null = null;
  const stir = (): void => {
    resume?.();
    resume = null;
  };
  stdout.on('drain', stir);
  stdout.on('error', () => {
    gone = true;
    stir();
  });
  for await (const line of lines) {
    if (gone) return;
    if (stdout.write(`${escapeJson(line)}\n`)) continue;
    await new Promise<void>((resolve) => {
      resume = resolve;
    });
  }
}
