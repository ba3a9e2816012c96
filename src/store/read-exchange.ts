import { readFile } from 'node:fs/promises';
import { hash } from 'node:crypto';
import { InputError, problem, type Problem } from '../contract/problem.ts';
import { distance } from 'fastest-levenshtein';
import type { ExchangeRecord } from '../contract/record.ts';
import type { RawBody } from '../contract/wire.ts';
import { contentOf } from './body-content.ts';
import { caseTextOf, decodeExchangeLine } from './exchange-line.ts';
import { inputOutputProblem } from './input-output-problem.ts';
import { rawFile, runFile } from './layout.ts';
import { readLines } from './read-lines.ts';
import { parseCanonicalLine, parseWireBodyLine, readRequestLines } from './read-requests.ts';
import { restoreRecord } from './restore-record.ts';
import type { SharedRequest, StoredExchange, StoredRecord } from './stored-record.ts';

/** One exchange whole. `problems` says what of its evidence is gone or was changed; that part is left out. */
export interface StoredExchangeView {
  readonly record: ExchangeRecord;
  readonly request: SharedRequest | null;
  readonly problems: readonly Problem[];
}

/** Throws InputError, with the nearest ids, when the run has no such exchange, or its line was changed. */
export async function readExchange(folder: string, id: string): Promise<StoredExchangeView> {
  const stored = await findLine(folder, id);
  if (stored.exchange === null) return { record: restoreRecord(stored), request: null, problems: [] };
  return rehydrate(folder, stored, stored.exchange);
}

async function findLine(folder: string, id: string): Promise<StoredRecord> {
  const file = runFile(folder, 'exchanges');
  let near: readonly Near[] = [];
  try {
    for await (const { text, number } of readLines(file)) {
      const found = caseTextOf(text);
      if (found !== id) {
        if (found !== null) near = addNear(near, found, id);
        continue;
      }
      const decoded = decodeExchangeLine(text);
      if (decoded !== null) return decoded.record;
      const message = `${file}:${number} does not have the content that its digest was made of`;
      throw new InputError([{ ...problem(message, 'restore the file'), file, line: number }]);
    }
  } catch (error) {
    throw inputOutputProblem(file, 'cannot be read', error);
  }
  const choices = near.map(({ found }) => found).join(', ');
  const mend = choices === '' ? 'the run has no exchanges' : `did you mean ${choices}?`;
  throw new InputError([{ ...problem(`${folder} has no exchange ${id}`, mend), file }]);
}

interface Near {
  readonly found: string;
  readonly apart: number;
}

const KEPT = 3;

/** The few that are most like the one sought, the likest first. */
function addNear(near: readonly Near[], found: string, sought: string): readonly Near[] {
  const apart = found.includes(sought) ? 0 : distance(found, sought);
  const last = near[KEPT - 1];
  if (last !== undefined && last.apart <= apart) return near;
  return [...near, { found, apart }].toSorted((a, b) => a.apart - b.apart).slice(0, KEPT);
}

async function rehydrate(
  folder: string,
  stored: StoredRecord,
  exchange: StoredExchange,
): Promise<StoredExchangeView> {
  const problems: Problem[] = [];
  const lines = await wantedLines(folder, exchange);
  const lost = (what: string): null => {
    problems.push({ ...problem(`${what} is gone from ${folder}, or was changed`), severity: 'warning' });
    return null;
  };
  const shared = parseCanonicalLine(lines.get(exchange.requestHash));
  const request = shared ?? lost(`canonical request ${exchange.requestHash}`);
  const { evidence } = exchange;
  if (evidence === null) return { record: restoreRecord(stored), request, problems };

  const reference = evidence.request.body;
  const body =
    reference === null
      ? null
      : (parseWireBodyLine(lines.get(reference.sha256), reference.sha256) ??
        lost(`wire request body ${reference.sha256}`));
  const raw = await readRaw(folder, evidence.body);
  if ('sha256' in raw) lost(`raw response ${raw.sha256}`);
  const whole = { ...stored, exchange: { ...exchange, evidence: { ...evidence, body: raw } } };
  return { record: restoreRecord(whole, body), request, problems };
}

async function wantedLines(folder: string, exchange: StoredExchange): Promise<Map<string, string>> {
  const wanted = new Set([exchange.requestHash]);
  const body = exchange.evidence?.request.body ?? null;
  if (body !== null) wanted.add(body.sha256);
  const found = new Map<string, string>();
  for await (const { sha256, text } of readRequestLines(folder)) {
    if (wanted.has(sha256)) found.set(sha256, text);
    if (found.size === wanted.size) break;
  }
  return found;
}

async function readRaw(folder: string, body: RawBody): Promise<RawBody> {
  if (!('sha256' in body)) return body;
  const bytes = await readFile(rawFile(folder, body.sha256)).catch(() => null);
  return bytes === null || hash('sha256', bytes) !== body.sha256 ? body : contentOf(bytes);
}
