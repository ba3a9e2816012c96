import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ledger } from '../../contract/rollout/ledger.ts';
import type { Clock } from '../../contract/world.ts';
import { codeOf } from '../disk/input-output-problem.ts';
import { ledgerFile } from './ledger-file.ts';
import { readLedger } from './read-ledger.ts';

/** What was seen of a ledger: null is none, `error` that nobody can tell. */
export type SeenLedger = { readonly ledger: Ledger | null } | { readonly error: unknown };

/** A fifth of the time in which whoever serves traffic has to see what was added: the machine may be busy. */
export const EVERY_MS = 20;

/** A ledger that was read, of a file that was this one then. */
interface ReadOnce {
  readonly identity: string;
  readonly ledger: Ledger;
  readonly isBelieved: boolean;
}

/**
 * Looks at a migration's ledger so often, and tells of it whenever its file is another than before; of one that is not
 * there, cannot be read, or that `see` did not believe, each time. Looking costs one `stat`: folders on a network tell of
 * no changes by themselves. Gives what stops it.
 */
export function followLedger(
  { root, migration }: { readonly root: string; readonly migration: string },
  clock: Pick<Clock, 'timer'>,
  see: (seen: SeenLedger) => boolean,
): () => void {
  let known: ReadOnce | null = null;
  let [isStopped, cancel] = [false, (): void => {}];

  async function look(): Promise<void> {
    const identity = await identityOf(join(root, ledgerFile(migration)));
    const same: ReadOnce | null = identity === '' || known?.identity !== identity ? null : known;
    if (same?.isBelieved === true) return;
    try {
      // Where there is none, to read it would be to look once more.
      const ledger = identity === null ? null : (same?.ledger ?? (await readLedger(root, migration)));
      known = null;
      if (isStopped) return;
      const isBelieved = see({ ledger });
      if (identity !== null && ledger !== null) known = { identity, ledger, isBelieved };
    } catch (error) {
      known = null;
      if (!isStopped) see({ error });
    }
  }

  function next(): void {
    if (isStopped) return;
    cancel = clock.timer(EVERY_MS, () => void look().then(next));
  }

  next();
  return () => {
    isStopped = true;
    cancel();
  };
}

/** Changes whenever the file is replaced or written to; null where there is none, empty where it cannot be looked at. */
async function identityOf(path: string): Promise<string | null> {
  return stat(path, { bigint: true }).then(
    ({ dev, ino, size, mtimeNs, ctimeNs }) => [dev, ino, size, mtimeNs, ctimeNs].join(' '),
    (error: unknown) => (codeOf(error) === 'ENOENT' ? null : ''),
  );
}
