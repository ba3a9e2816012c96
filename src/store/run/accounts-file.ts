import { closeSync, openSync, writeSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import { DROP_NAMES, NO_DROPS } from '../../contract/traffic/traffic.ts';
import { InputError, problem } from '../../contract/problem.ts';
import { parseOrUndefined } from '../../json/read.ts';
import { digestLine, readDigestLine } from '../records/digest-line.ts';
import { codeOf, inputOutputProblem } from '../disk/input-output-problem.ts';
import { runFile } from './layout.ts';

const count = z.int().nonnegative();

const keptAccountsSchema = z
  .strictObject({
    unsampled: count,
    /** Who wrote it before there was a reason dropped none for it. */
    dropped: z.partialRecord(z.enum(DROP_NAMES), count).transform((then) => ({ ...NO_DROPS, ...then })),
    waiting: count,
    /** How many were sent when this was written: who is killed may have sent more. */
    sent: count,
    /** Of a day of UTC, by all that this process asked; money in millionths of a millionth of a dollar. */
    spent: z
      .strictObject({ day: z.string(), tokens: count, picos: z.string().regex(/^\d+$/).transform(BigInt) })
      .readonly(),
  })
  .readonly();

/** What of a run's accounts its lines do not tell. */
export type KeptAccounts = z.infer<typeof keptAccountsSchema>;

export interface AccountsFile {
  /** Writes them in place, at once. Throws InputError. */
  write(accounts: KeptAccounts): void;
  close(): void;
}

/** Each writing fills the same block, so that a full disk takes it as well and whoever is killed leaves one of them whole. */
const BLOCK_BYTES = 2048;

export function openAccountsFile(folder: string): AccountsFile {
  const path = runFile(folder, 'accounts');
  let file: number;
  try {
    file = openSync(path, 'w');
  } catch (error) {
    throw inputOutputProblem(path, 'cannot be written', error);
  }
  return {
    write(accounts) {
      const { spent } = accounts;
      const text = JSON.stringify({ ...accounts, spent: { ...spent, picos: spent.picos.toString() } });
      try {
        writeSync(
          file,
          digestLine(text)
            .line.padEnd(BLOCK_BYTES - 1)
            .concat('\n'),
          0,
        );
      } catch (error) {
        throw inputOutputProblem(path, 'cannot be written', error);
      }
    },
    close: () => closeSync(file),
  };
}

/** Whoever writes them may be in the middle of it. */
const MOST_READS = 3;

/**
 * Null where its process was killed before it wrote any, which it does before it keeps a request. Throws InputError where they
 * are gone, or not what was written.
 */
export async function readAccountsFile(folder: string): Promise<KeptAccounts | null> {
  const path = runFile(folder, 'accounts');
  let line: ReturnType<typeof readDigestLine> = null;
  for (let reads = 0; line === null && reads < MOST_READS; reads += 1) {
    const text = await readFile(path, 'utf8').catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return '';
      throw inputOutputProblem(path, 'cannot be read', error);
    });
    if (text === '') {
      const kept = await stat(runFile(folder, 'live')).catch(() => null);
      if ((kept?.size ?? 0) > 0) throw gone(folder);
      return null;
    }
    line = readDigestLine(text.trimEnd());
  }
  const read = keptAccountsSchema.safeParse(line === null ? undefined : parseOrUndefined(line.content));
  if (read.success) return read.data;
  const what =
    line === null ? 'was changed since it was written' : 'holds no accounts that this version reads';
  throw new InputError([{ ...problem(`${path} ${what}`, MEND), file: path }]);
}

const MEND = 'restore the folder, or remove this run';

/** The same of a run that holds requests. */
export async function needAccounts(folder: string): Promise<KeptAccounts> {
  const kept = await readAccountsFile(folder);
  if (kept === null) throw gone(folder);
  return kept;
}

/** What became of the requests that a run does not hold is not known without them. */
function gone(folder: string): InputError {
  return new InputError([problem(`${folder} holds live requests and no accounts of them`, MEND)]);
}
