import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Running } from '../e2e/run-cli.ts';

/** Every answer takes its time, so that a run can be met in its middle. */
export const SLOWLY = {
  faults: [{ profile: { latency: { medianMs: 150, sigma: 0.1 }, failShare: 0 } }],
};

const soon = (ms: number): Promise<void> => new Promise((over) => setTimeout(over, ms));

/** The folder of a run, once the command has said it. */
export async function folderOf(running: Running): Promise<string> {
  for (;;) {
    const [, folder] = /^run \S+ -> (.+)$/m.exec(running.stderr()) ?? [];
    if (folder !== undefined) return folder;
    if (running.child.exitCode !== null) throw new Error(running.stderr());
    await soon(20);
  }
}

export async function readLines(folder: string): Promise<readonly string[]> {
  const text = await readFile(join(folder, 'exchanges.jsonl'), 'utf8').catch(() => '');
  return text.split('\n').slice(0, -1);
}

/** Waits until so many exchanges stand on disk. */
export async function waitForLines(folder: string, wanted: number): Promise<void> {
  while ((await readLines(folder)).length < wanted) await soon(20);
}
