import { InputError, problem } from '../contract/problem.ts';
import type { ExchangeRecord } from '../contract/verdict.ts';
import { decodeExchangeLine } from './exchange-line.ts';
import { inputOutputProblem } from './input-output-problem.ts';
import { runFile } from './layout.ts';
import { readLines } from './read-lines.ts';
import type { StoredExchange, StoredRecord } from './stored-record.ts';

export interface ReadRecord {
  readonly record: ExchangeRecord;
  readonly digest: string;
  /** 1-based. */
  readonly line: number;
}

/**
 * The records of a run, one by one in the order of the file. Bodies that stand elsewhere stay there: the wire
 * request's body is null, and a long response is named by its hash. Throws InputError at a line that was changed.
 */
export async function* readRecords(folder: string): AsyncGenerator<ReadRecord> {
  for await (const { stored, digest, line } of readStoredRecords(folder)) {
    yield { record: { ...stored, exchange: withoutBody(stored.exchange) }, digest, line };
  }
}

async function* readStoredRecords(
  folder: string,
): AsyncGenerator<{ readonly stored: StoredRecord; readonly digest: string; readonly line: number }> {
  const file = runFile(folder, 'exchanges');
  try {
    for await (const { text, number } of readLines(file)) {
      const decoded = decodeExchangeLine(text);
      if (decoded === null) throw changed(file, number);
      yield { stored: decoded.record, digest: decoded.digest, line: number };
    }
  } catch (error) {
    throw inputOutputProblem(file, 'cannot be read', error);
  }
}

function withoutBody(exchange: StoredExchange | null): ExchangeRecord['exchange'] {
  if (exchange === null) return null;
  const { evidence } = exchange;
  if (evidence === null) return { ...exchange, evidence };
  return { ...exchange, evidence: { ...evidence, request: { ...evidence.request, body: null } } };
}

function changed(file: string, line: number): InputError {
  const message = `${file}:${line} does not have the content that its digest was made of`;
  const mend = 'the evidence was changed after it was recorded: restore the file, or start a new run';
  return new InputError([{ ...problem(message, mend), file, line }]);
}
