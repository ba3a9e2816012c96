import { existsSync } from 'node:fs';
import { caseText, type CaseId } from '../../contract/exchanges/case-id.ts';
import { InputError, problem } from '../../contract/problem.ts';
import type { ExchangeRecord, RecordFacts } from '../../contract/exchanges/record.ts';
import { checkSeal, readSeal } from './check-seal.ts';
import { createRootCount } from './run-roots.ts';
import {
  changedLine,
  decodeExchangeLine,
  decodeFactsLine,
  parseContent,
  readMarks,
} from '../records/exchange-line.ts';
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
  /**
   * The same for the records of one target, with `first` for those that it was asked first: of the others' lines the case
   * alone is read, and the digest that they claim.
   */
  recordsOf(target: string, which?: 'all' | 'first'): AsyncIterable<ReadRecord>;
  /** The same of as much of each record as is counted: every line is checked as a whole, and half of it is parsed. */
  readonly facts: AsyncIterable<ReadFacts>;
}

interface ReadFacts {
  readonly facts: RecordFacts;
  /** The record whole, until the next is asked for. */
  readonly whole: () => ExchangeRecord;
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
  const lines = { file, begun, checkEnd };
  const of = (isWanted: IsWanted | null): AsyncIterable<ReadRecord> => ({
    [Symbol.asyncIterator]: () => readEachLine(lines, isWanted, readWhole),
  });
  const recordsOf: ReadRun['recordsOf'] = (target, which = 'all') =>
    of((id) => id.startsWith(`${target}/`) && (which === 'all' || id.endsWith('/1')));
  const facts: AsyncIterable<ReadFacts> = {
    [Symbol.asyncIterator]: () => readEachLine(lines, null, readFacts),
  };
  return { folder, manifest, evidenceRoot, tornBytes, records: of(null), recordsOf, facts };
}

/** What is read of a line, whose bytes are used up; null where it does not have the content that its digest was made of. */
type ReadLine<Read> = (
  line: Buffer,
  changed: () => InputError,
) => { readonly id: CaseId; readonly digest: string; readonly read: Read } | null;

const readWhole: ReadLine<ReadRecord> = (line) => {
  const decoded = decodeExchangeLine(line);
  if (decoded === null) return null;
  const { record, digest, content } = decoded;
  const sent = record.exchange?.evidence?.request.body ?? null;
  return { id: record.case, digest, read: { record: restoreRecord(record), digest, content, sent } };
};

const readFacts: ReadLine<ReadFacts> = (line, changed) => {
  const decoded = decodeFactsLine(line);
  if (decoded === null) return null;
  const { facts, digest, content } = decoded;
  const whole = (): ExchangeRecord => {
    const record = parseContent(content.toString('utf8'));
    if (record === null) throw changed();
    return restoreRecord(record);
  };
  return { id: facts.case, digest, read: { facts, whole } };
};

/** Whether the line of a case is read, by the case's text. */
type IsWanted = (id: string) => boolean;

/** The lines of a run. */
interface RunLines {
  readonly file: string;
  /** Whether the file is there. */
  readonly begun: boolean;
  /** Throws InputError where the root of all that was read is not the one that was sealed; null where none was. */
  readonly checkEnd: ((root: string) => void) | null;
}

async function* readEachLine<Read>(
  { file, begun, checkEnd }: RunLines,
  isWanted: IsWanted | null,
  readLine: ReadLine<Read>,
): AsyncGenerator<Read, undefined> {
  const root = createRootCount();
  let number = 0;
  try {
    for await (const line of begun ? readLineBytes(file) : []) {
      number += 1;
      const marks = isWanted === null ? null : readMarks(line);
      if (marks !== null && isWanted?.(marks.id) === false) {
        root.add(marks.id, marks.digest, '');
        continue;
      }
      const changed = (): InputError => changedLine(file, number, CHANGED_MEND);
      const decoded = readLine(line, changed);
      if (decoded === null) throw changed();
      root.add(caseText(decoded.id), decoded.digest, '');
      yield decoded.read;
    }
  } catch (error) {
    throw inputOutputProblem(file, 'cannot be read', error);
  }
  const { evidenceRoot, twice } = root.evidence();
  if (twice !== null) throw secondTime(file, twice.at + 1, twice.id);
  checkEnd?.(evidenceRoot);
  return undefined;
}

function secondTime(file: string, line: number, id: string): InputError {
  const message = `${file}:${line} records ${id} a second time`;
  return new InputError([{ ...problem(message, 'start a new run'), file, line }]);
}
