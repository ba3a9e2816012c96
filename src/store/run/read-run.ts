import { existsSync } from 'node:fs';
import { caseText } from '../../contract/exchanges/case-id.ts';
import { InputError, problem } from '../../contract/problem.ts';
import type { ExchangeRecord } from '../../contract/exchanges/record.ts';
import { checkSeal, readSeal } from './check-seal.ts';
import { createRootCount, type RootCount } from './run-roots.ts';
import { changedLine, decodeExchangeLine, readMarks } from '../records/exchange-line.ts';
import { inputOutputProblem, orProblem } from '../disk/input-output-problem.ts';
import { linesFile } from './layout.ts';
import type { RunManifest } from './manifest.ts';
import { readLineBytes } from '../disk/read-lines.ts';
import { readManifest } from './read-manifest.ts';
import { measureTail } from './repair-tail.ts';
import { restoreRecord } from '../records/restore-record.ts';
import type { BodyReference } from '../records/stored-record.ts';

const CHANGED_MEND = 'the evidence was changed after it was recorded: restore the file, or start a new run';

export interface ReadRecord {
  readonly record: ExchangeRecord;
  readonly digest: string;
  /** Its line without the digest. */
  readonly content: string;
  /** The body of its wire request, which stands in requests.jsonl. */
  readonly sent: BodyReference | null;
}

/** A run folder as it stands on disk, of any version that was ever written. Reading changes nothing. */
export interface ReadRun {
  readonly folder: string;
  readonly manifest: RunManifest;
  /** With which it was sealed; null while it is not. */
  readonly evidenceRoot: string | null;
  /** Bytes of a torn last line of exchanges.jsonl: they are no record. */
  readonly tornBytes: number;
  /**
   * One by one in the order of the file, read anew by every loop. Bodies that stand elsewhere stay there: the wire
   * request's is null, and a long response is named by its hash. Throws InputError at a line that was changed, and after
   * the last where one records a case a second time, or they are not those with which the run was sealed.
   */
  readonly records: AsyncIterable<ReadRecord>;
  /** The same for the records of one target: of the others' lines the case alone is read, and the digest that they claim. */
  recordsOf(target: string): AsyncIterable<ReadRecord>;
}

/** Throws InputError when the folder is no run's. */
export async function readRun(folder: string): Promise<ReadRun> {
  const manifest = await readManifest(folder);
  const file = linesFile(folder, 'exchanges');
  // A process that was killed at once left no lines.
  const begun = existsSync(file);
  const tornBytes = begun ? await orProblem(file, 'cannot be read', measureTail(file)) : 0;
  const evidenceRoot = await readSeal(folder);
  const checkEnd =
    evidenceRoot === null
      ? null
      : (root: string): void => checkSeal(folder, evidenceRoot, { root, tornBytes });
  const of = (target: string | null): AsyncIterable<ReadRecord> => ({
    [Symbol.asyncIterator]: () => readRecords(begun ? file : null, target, checkEnd),
  });
  return { folder, manifest, evidenceRoot, tornBytes, records: of(null), recordsOf: of };
}

async function* readRecords(
  file: string | null,
  target: string | null,
  checkEnd: ((root: string) => void) | null,
): AsyncGenerator<ReadRecord, undefined> {
  const root = createRootCount();
  if (file !== null) yield* readEach(file, target, root);
  const { evidenceRoot, twice } = root.roots();
  if (file !== null && twice !== null) throw secondTime(file, twice.at + 1, twice.id);
  checkEnd?.(evidenceRoot);
  return undefined;
}

async function* readEach(
  file: string,
  target: string | null,
  root: RootCount,
): AsyncGenerator<ReadRecord, undefined> {
  let number = 0;
  try {
    for await (const line of readLineBytes(file)) {
      number += 1;
      const marks = target === null ? null : readMarks(line);
      const isOther = marks !== null && !marks.id.startsWith(`${target}/`);
      const decoded = isOther ? null : decodeExchangeLine(line);
      if (!isOther && decoded === null) throw changedLine(file, number, CHANGED_MEND);
      const id = decoded === null ? (marks?.id ?? '') : caseText(decoded.record.case);
      root.add(id, decoded?.digest ?? marks?.digest ?? '', '');
      if (decoded === null) continue;
      const { record, digest, content } = decoded;
      const sent = record.exchange?.evidence?.request.body ?? null;
      yield { record: restoreRecord(record), digest, content, sent };
    }
  } catch (error) {
    throw inputOutputProblem(file, 'cannot be read', error);
  }
  return undefined;
}

function secondTime(file: string, line: number, id: string): InputError {
  const message = `${file}:${line} records ${id} a second time`;
  return new InputError([{ ...problem(message, 'start a new run'), file, line }]);
}
