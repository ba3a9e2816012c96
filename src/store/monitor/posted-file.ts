import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { alarmSchema, type Alarm } from '../../contract/monitors/monitor.ts';
import { InputError, problem } from '../../contract/problem.ts';
import { unreadable } from '../../files/read-text.ts';
import { parseOrUndefined } from '../../json/read.ts';
import type { Clock } from '../../contract/world.ts';
import { codeOf, orProblem } from '../disk/input-output-problem.ts';
import { writeAtomically } from '../disk/write-atomically.ts';
import { holdPatiently } from '../run/hold-patiently.ts';
import type { HoldWorld } from '../run/hold-run.ts';

/** Whoever posts waits for an answer himself, so he is waited for longer. */
const PATIENCE_MS = 30_000;

const postedSchema = z.strictObject({ schemaVersion: z.literal(1), alarms: z.array(alarmSchema).readonly() });

/** Beside what a monitor saw: the alarms that were posted. */
function postedFile(state: string): string {
  return `${state}.posted`;
}

/** None where none was. Throws InputError when the file is not of its form. */
export async function readPosted(state: string): Promise<readonly Alarm[]> {
  const file = postedFile(state);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw unreadable({ file, noun: 'what a monitor posted', mend: null }, error);
  });
  if (text === null) return [];
  const parsed = postedSchema.safeParse(parseOrUndefined(text));
  if (parsed.success) return parsed.data.alarms;
  const mend = 'remove it: alarms that stand are posted once more';
  throw new InputError([{ ...problem(`${file} does not hold the alarms that were posted`, mend), file }]);
}

/**
 * Does what posts, one process at a time: who read what another one has not posted yet would post it as well. Where nobody
 * can be kept out, for the disk is full, or who holds it hangs, or the signal ends the wait, it is done all the same: better
 * twice than not at all. Throws InputError where it was done and what keeps others out cannot be removed.
 */
export async function postAlone<T>(
  state: string,
  world: HoldWorld & { readonly clock: Clock },
  signal: AbortSignal,
  post: () => Promise<T>,
): Promise<T> {
  const lock = `${state}.posting`;
  const held = await holdPatiently(state, lock, world, { patienceMs: PATIENCE_MS, signal }).catch(
    (error: unknown) => {
      if (error instanceof InputError || signal.aborted) return null;
      throw error;
    },
  );
  try {
    return await post();
  } finally {
    if (held !== null) await orProblem(lock, 'cannot be removed', held.release());
  }
}

export async function writePosted(state: string, alarms: readonly Alarm[]): Promise<void> {
  const file = postedFile(state);
  const text = `${JSON.stringify({ schemaVersion: 1, alarms })}\n`;
  await orProblem(file, 'cannot be written', writeAtomically(file, text));
}
