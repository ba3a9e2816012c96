import { dirname } from 'node:path';
import { monitorWindowSchema, type MonitorWindow } from '../../contract/monitors/monitor.ts';
import { InputError, problem } from '../../contract/problem.ts';
import type { Clock } from '../../contract/world.ts';
import { MAX_BYTES, readBounded } from '../../files/read-bounded.ts';
import { unreadable } from '../../files/read-text.ts';
import { parseOrUndefined } from '../../json/read.ts';
import { digestLine, readDigestLine } from '../records/digest-line.ts';
import { holdPatiently } from '../run/hold-patiently.ts';
import type { HoldWorld } from '../run/hold-run.ts';
import { codeOf, orProblem } from '../disk/input-output-problem.ts';
import { makeFolder } from '../disk/make-folder.ts';
import { writeAtomically } from '../disk/write-atomically.ts';

/** What a monitor saw so far; nothing where it saw nothing. Throws InputError at a line that is not what was written. */
export async function readMonitorFile(path: string): Promise<readonly MonitorWindow[]> {
  const bytes = await readBounded(path, { maxBytes: MAX_BYTES.ledger, within: null }).catch(
    (error: unknown) => {
      if (codeOf(error) === 'ENOENT') return null;
      throw unreadable({ file: path, noun: 'the state of the monitor', mend: null }, error);
    },
  );
  if (bytes === null) return [];
  const lines = bytes.toString('utf8').split('\n');
  const torn = lines.pop() ?? '';
  const seen = new Set<string>();
  const windows = lines.map((text, index) => {
    const read = readDigestLine(text);
    const parsed = monitorWindowSchema.safeParse(read === null ? undefined : parseOrUndefined(read.content));
    if (parsed.success) {
      const { run, target } = parsed.data;
      const key = JSON.stringify([run, target]);
      if (seen.has(key)) throw refused(path, index + 1, 'says what another one says already');
      seen.add(key);
      return parsed.data;
    }
    const what =
      read === null ? 'is not what it was when it was added' : 'is of a form that this version does not read';
    throw refused(path, index + 1, what);
  });
  if (torn !== '') throw refused(path, lines.length + 1, 'is torn');
  return windows;
}

function refused(file: string, line: number, what: string): InputError {
  const mend = 'restore its last copy; or move it away, and the reference week begins anew';
  return new InputError([
    { ...problem(`line ${line} of the state of the monitor ${what}`, mend), file, line },
  ]);
}

/**
 * Makes the windows of a monitor what `change` makes of them, one process at a time. The whole is written beside and renamed
 * over: whoever is killed leaves it as it was, or as it is to be.
 */
export async function changeMonitorFile(
  path: string,
  world: HoldWorld & { readonly clock: Clock },
  change: (windows: readonly MonitorWindow[]) => readonly MonitorWindow[],
): Promise<readonly MonitorWindow[]> {
  await orProblem(dirname(path), 'cannot be made', makeFolder(dirname(path)));
  const held = await holdPatiently(path, `${path}.lock`, world);
  try {
    const windows = change(await readMonitorFile(path));
    const lines = windows.map((window) => `${digestLine(JSON.stringify(window)).line}\n`);
    await orProblem(path, 'cannot be written', writeAtomically(path, lines.join('')));
    return windows;
  } finally {
    await held.release();
  }
}
