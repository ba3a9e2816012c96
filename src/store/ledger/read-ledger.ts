import { join } from 'node:path';
import { ledgerEntrySchema, type Ledger, type LedgerEntry } from '../../contract/rollout/ledger.ts';
import { InputError, problem } from '../../contract/problem.ts';
import { whyOf } from '../../files/issue-words.ts';
import { MAX_BYTES, readBounded } from '../../files/read-bounded.ts';
import { unreadable } from '../../files/read-text.ts';
import { parseOrUndefined } from '../../json/read.ts';
import { readDigestLine } from '../records/digest-line.ts';
import { codeOf } from '../disk/input-output-problem.ts';
import { ledgerFile } from './ledger-file.ts';

/** The ledger of a migration under a project root; null where none was begun. Throws InputError as `parseLedger`, and where it is another's. */
export async function readLedger(root: string, migration: string): Promise<Ledger | null> {
  const file = ledgerFile(migration);
  // Whoever adds to it renames a new file over it, which looks like a link that was swapped.
  const bounds = { maxBytes: MAX_BYTES.ledger, within: null };
  const bytes = await readBounded(join(root, file), bounds).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw unreadable({ file, noun: 'the ledger', mend: null }, error);
  });
  return bytes === null ? null : ofMigration(migration, parseLedger(file, bytes.toString('utf8')));
}

/** A ledger that was copied or renamed says where other traffic stands. */
function ofMigration(migration: string, ledger: Ledger): Ledger {
  const { file, entries } = ledger;
  const start = entries[0]?.body;
  if (start?.kind === 'start' && start.migration !== migration) {
    const mend = `restore it: git checkout -- ${file}, or its last copy; the ledger of ${start.migration} is ${ledgerFile(start.migration)}`;
    throw refused(file, 1, `is of the migration ${start.migration}, and not of ${migration}`, mend);
  }
  return ledger;
}

/**
 * The entries of a ledger's text. Throws InputError at the first line that is torn, that was changed after it was added,
 * or that does not follow the one before, or is the first and no start: nothing after it can be believed.
 */
export function parseLedger(file: string, text: string): Ledger {
  const restore = `restore it: git checkout -- ${file}, or its last copy; the lines after it hang on it`;
  const pieces = text.split('\n');
  const torn = pieces.pop() ?? '';
  const entries: LedgerEntry[] = [];
  let head: string | null = null;
  for (const [index, piece] of pieces.entries()) {
    const line = index + 1;
    const read = readDigestLine(piece);
    if (read === null) throw refused(file, line, 'is not what it was when it was added', restore);
    const parsed = ledgerEntrySchema.safeParse(parseOrUndefined(read.content));
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const what = `is of a form that this version does not read: ${issue?.path.join('.') ?? ''} ${issue === undefined ? '' : whyOf(issue)}`;
      throw refused(file, line, what, 'use the version of llama-contract that wrote it');
    }
    if (parsed.data.previous !== head || parsed.data.seq !== line) {
      const before = line === 1 ? 'is not the first of a ledger' : `does not follow line ${line - 1}`;
      throw refused(file, line, `${before}: a line is gone, added, or moved`, restore);
    }
    if (line === 1 && parsed.data.body.kind !== 'start') {
      throw refused(file, line, 'is no start: a rollout begins with one', restore);
    }
    entries.push(parsed.data);
    head = read.digest;
  }
  if (torn !== '') {
    const what = `is torn: ${Buffer.byteLength(torn)} bytes without the end of a line`;
    throw refused(file, pieces.length + 1, what, restore);
  }
  if (head === null) throw refused(file, 1, 'is missing: the ledger is empty', restore);
  return { file, entries, head };
}

function refused(file: string, line: number, what: string, mend: string): InputError {
  return new InputError([{ ...problem(`line ${line} of the ledger ${what}`, mend), file, line }]);
}
