import { readFile } from 'node:fs/promises';
import { hash } from 'node:crypto';
import { asWarning, InputError, problem, type Problem } from '../../contract/problem.ts';
import { distance } from 'fastest-levenshtein';
import type { ExchangeRecord } from '../../contract/exchanges/record.ts';
import type { RawBody } from '../../contract/wires/wire.ts';
import { contentOf } from './body-content.ts';
import { checkSeal, readSeal } from '../run/check-seal.ts';
import { createRootCount } from '../run/run-roots.ts';
import { changedLine, decodeExchangeLine, readMarks } from './exchange-line.ts';
import { inputOutputProblem } from '../disk/input-output-problem.ts';
import { linesFile, rawFile } from '../run/layout.ts';
import { readLineBytes } from '../disk/read-lines.ts';
import { parseCanonicalLine, parseWireBodyLine, readRequestLines } from './read-requests.ts';
import { measureTail } from '../run/repair-tail.ts';
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

/** Goes through all lines of a sealed run, and of another as far as the one that is sought. */
async function findLine(folder: string, id: string): Promise<StoredRecord> {
  const file = linesFile(folder, 'exchanges');
  const sealed = await readSeal(folder);
  const root = createRootCount();
  let near: readonly Near[] = [];
  let found: StoredRecord | null = null;
  let number = 0;
  try {
    for await (const line of readLineBytes(file)) {
      number += 1;
      const marks = readMarks(line);
      if (marks === null) throw changedLine(file, number, 'restore the file');
      root.add(marks.id, marks.digest, '');
      if (marks.id !== id) {
        if (found === null) near = addNear(near, marks.id, id);
        continue;
      }
      found = decodeExchangeLine(line)?.record ?? null;
      if (found === null) throw changedLine(file, number, 'restore the file');
      if (sealed === null) return found;
    }
    if (sealed !== null)
      checkSeal(folder, sealed, { root: root.evidence().evidenceRoot, tornBytes: await measureTail(file) });
  } catch (error) {
    throw inputOutputProblem(file, 'cannot be read', error);
  }
  if (found !== null) return found;
  const choices = near.map((each) => each.id).join(', ');
  const mend = choices === '' ? 'the run has no exchanges' : `did you mean ${choices}?`;
  throw new InputError([{ ...problem(`${folder} has no exchange ${id}`, mend), file }]);
}

interface Near {
  readonly id: string;
  readonly apart: number;
}

const KEPT = 3;

/** The few that are most like the one sought, the likest first. */
function addNear(near: readonly Near[], id: string, sought: string): readonly Near[] {
  const apart = id.includes(sought) ? 0 : distance(id, sought);
  const last = near[KEPT - 1];
  if (last !== undefined && last.apart <= apart) return near;
  return [...near, { id, apart }].toSorted((a, b) => a.apart - b.apart).slice(0, KEPT);
}

async function rehydrate(
  folder: string,
  stored: StoredRecord,
  exchange: StoredExchange,
): Promise<StoredExchangeView> {
  const problems: Problem[] = [];
  const lines = await wantedLines(folder, exchange);
  const lost = (what: string): null => {
    problems.push(asWarning(problem(`${what} is gone from ${folder}, or was changed`)));
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

/** A body that stands beside the lines, brought back; as it was where it is gone or was changed. */
export async function readRaw(folder: string, body: RawBody): Promise<RawBody> {
  if (!('sha256' in body)) return body;
  const bytes = await readFile(rawFile(folder, body.sha256)).catch(() => null);
  return bytes === null || hash('sha256', bytes) !== body.sha256 ? body : contentOf(bytes);
}
