// A process that takes the locks of the folders that it reads from stdin, a line each, as often as it is told.
import { open, unlink } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { nodeProcesses } from '../../src/cli/machine/node-processes.ts';
import { InputError } from '../../src/contract/problem.ts';
import { holdRun, type HeldRun } from '../../src/store/run/hold-run.ts';

const clock = { wallMs: () => Date.now() };

async function take(folder: string): Promise<HeldRun | null> {
  try {
    return await holdRun(folder, { processes: nodeProcesses, clock });
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

/** Whether nobody else was in it while this process held the folder. */
async function isAlone(folder: string): Promise<boolean> {
  const inside = join(folder, 'inside');
  try {
    await (await open(inside, 'wx')).close();
    await unlink(inside);
    return true;
  } catch {
    return false;
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const { folder, turns }: { folder: string; turns: number } = JSON.parse(line);
  // One turn keeps what it takes, for as long as the process lives.
  if (turns === 1) console.log((await take(folder)) === null ? 'refused' : 'held');
  else {
    let [held, crowded] = [0, 0];
    for (let turn = 0; turn < turns; turn += 1) {
      const lock = await take(folder);
      if (lock === null) continue;
      held += 1;
      if (!(await isAlone(folder))) crowded += 1;
      await lock.release();
    }
    console.log(JSON.stringify({ held, crowded }));
  }
}
