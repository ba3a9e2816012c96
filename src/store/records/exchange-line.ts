import { hash } from 'node:crypto';
import { caseText, isCaseId } from '../../contract/exchanges/case-id.ts';
import { InputError, problem } from '../../contract/problem.ts';
import { RECORDED_STATES, type RecordFacts } from '../../contract/exchanges/record.ts';
import { foundSomething } from '../../contract/exchanges/verdict.ts';
import { isRecord, parseOrUndefined, type UnknownRecord } from '../../json/read.ts';
import { DIGEST_KEY, DIGEST_LENGTH, takeDigestLine } from './digest-line.ts';
import type { LineBatch } from './line-batch.ts';
import { parseCounted } from './parse-counted.ts';
import type { StoredRecord } from './stored-record.ts';

/** How a line begins: with its case, or in version 1 with the case's text. */
const HEAD = /^\{"(?:case":(\{(?:[^"}]|"(?:[^"\\]|\\.)*")*\})|id":("(?:[^"\\]|\\.)*"))/;

/**
 * Adds the line with this content and gives its digest: the SHA-256 of the line as it stands without it. The digest is always the last key.
 */
export function addExchangeLine(batch: LineBatch, content: string): string {
  const start = batch.length;
  batch.add(content);
  const digest = hash('sha256', batch.since(start));
  batch.cut(batch.length - 1);
  batch.add(`${DIGEST_KEY}${digest}"}\n`);
  return digest;
}

/** The text of the case that a line is of, read from its head alone; null where it has none. */
function caseTextOf(line: string): string | null {
  const [, written, text] = HEAD.exec(line) ?? [];
  const head = parseOrUndefined(written ?? text ?? '');
  if (typeof head === 'string') return head;
  return isCaseId(head) ? caseText(head) : null;
}

/** More than heads take; a longer one is looked for in the whole line. */
const HEAD_BYTES = 1024;

/**
 * The text of the case that a line is of, and the digest that it claims, unchecked: both are read without the rest, so
 * that a whole run is gone through quickly. Null for a line that is not one of ours.
 */
export function readMarks(line: Buffer): { readonly id: string; readonly digest: string } | null {
  const end = line.toString('latin1', line.length - DIGEST_LENGTH);
  const id = caseTextOf(line.toString('utf8', 0, HEAD_BYTES)) ?? caseTextOf(line.toString('utf8'));
  if (id === null || !end.startsWith(DIGEST_KEY) || !end.endsWith('"}')) return null;
  return { id, digest: end.slice(DIGEST_KEY.length, -2) };
}

/** Uses the line up. Null when it is not one of ours or its content does not have the digest that it claims. */
export function decodeExchangeLine(
  line: Buffer,
): { record: StoredRecord; digest: string; content: string } | null {
  const taken = takeDigestLine(line);
  const content = taken?.content.toString('utf8') ?? '';
  const record = taken === null ? null : parseContent(content);
  return taken === null || record === null ? null : { record, digest: taken.digest, content };
}

/** The same of as much of a record as is counted. `content` is the line's own bytes, and holds as long as it. */
export function decodeFactsLine(
  line: Buffer,
): { facts: RecordFacts; digest: string; content: Buffer } | null {
  const taken = takeDigestLine(line);
  const facts = taken === null ? null : parseFacts(taken.content);
  return taken === null || facts === null ? null : { facts, ...taken };
}

/** A line's content without its digest, in the words of today; null when it is no record of any version. */
export function parseContent(content: string): StoredRecord | null {
  const value = upgradeRecord(parseOrUndefined(content));
  return isStoredRecord(value) ? value : null;
}

function isStoredRecord(value: unknown): value is StoredRecord {
  return isOfExchange(value);
}

/** What of a line nobody counts is not parsed where the line stands as we write it; else all of it is. */
function parseFacts(content: Buffer): RecordFacts | null {
  const short = upgradeRecord(parseCounted(content));
  const record = isShortRecord(short) ? short : parseContent(content.toString('utf8'));
  if (record === null) return null;
  const { case: id, state, reason, score, verdicts, exchange } = record;
  return { case: id, state, reason, score, verdicts: verdicts.filter(foundSomething), exchange };
}

type ShortRecord = Omit<RecordFacts, 'verdicts'> & Pick<StoredRecord, 'verdicts'>;

function isShortRecord(value: unknown): value is ShortRecord {
  return isOfExchange(value);
}

// Who checks the digest first knows that these are our own bytes; what is left is that the line is an exchange's at all.
function isOfExchange(value: unknown): boolean {
  if (!isRecord(value) || !isCaseId(value['case'])) return false;
  const { state, reason, verdicts, truncation, score, opinion, exchange } = value;
  return (
    RECORDED_STATES.some((known) => known === state) &&
    (reason === null || typeof reason === 'string') &&
    Array.isArray(verdicts) &&
    (truncation === null || isRecord(truncation)) &&
    (score === null || isRecord(score)) &&
    (opinion === null || isRecord(opinion)) &&
    (exchange === null || isStoredExchange(exchange))
  );
}

function isStoredExchange(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { requestHash, attempts, outcome, evidence } = value;
  return (
    typeof requestHash === 'string' &&
    Array.isArray(attempts) &&
    isRecord(outcome) &&
    (evidence === null || isRecord(evidence))
  );
}

/**
 * A record of version 1 as version 2 has it, anything else as it is. Version 1 spelt its case out as `id`, `suite`,
 * `promptId`, `target`, `mode` and `repetition`, on the record and on the exchange once more; its first lines had no
 * `truncation`. The first lines of version 2 had no `score` and no `opinion`.
 */
function upgradeRecord(stored: unknown): unknown {
  if (!isRecord(stored)) return stored;
  if ('case' in stored)
    return 'score' in stored && 'opinion' in stored ? stored : { score: null, opinion: null, ...stored };
  const { id: _text, suite, promptId: prompt, target, mode, repetition, ...judged } = stored;
  const { exchange } = judged;
  return {
    case: { suite, prompt, target, mode, repetition },
    truncation: null,
    score: null,
    opinion: null,
    ...judged,
    exchange: isRecord(exchange) ? withoutCase(exchange) : exchange,
  };
}

const CASE_KEYS: ReadonlySet<string> = new Set(['id', 'suite', 'promptId', 'target', 'mode', 'repetition']);

function withoutCase(exchange: UnknownRecord): UnknownRecord {
  return Object.fromEntries(Object.entries(exchange).filter(([key]) => !CASE_KEYS.has(key)));
}

/** For a line that does not have the content that its digest was made of. */
export function changedLine(file: string, line: number, mend: string): InputError {
  const message = `${file}:${line} does not have the content that its digest was made of`;
  return new InputError([{ ...problem(message, mend), file, line }]);
}
