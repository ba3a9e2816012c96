import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { caseText } from '../../contract/exchanges/case-id.ts';
import { InputError, problem } from '../../contract/problem.ts';
import type { ExchangeRecord } from '../../contract/exchanges/record.ts';
import { contentDigest } from './content-root.ts';
import type { CopyTarget } from './copy-apart.ts';
import { rawFile } from './layout.ts';
import type { ReadRecord, ReadRun } from './read-run.ts';
import { parseWireBodyLine, readRequestLines } from '../records/read-requests.ts';

/**
 * Copies a run: its lines byte for byte, so that they keep their digests, and each body that they name once. `visit` is told
 * of each record before it is written, and may refuse it. Throws InputError where a line or a body is not what it was.
 */
export async function copyRun(
  run: ReadRun,
  into: CopyTarget,
  visit: (record: ExchangeRecord) => void,
): Promise<void> {
  const known = await copyRequests(run.folder, into);
  for await (const read of run.records) {
    const { record, content } = read;
    visit(record);
    for (const name of namesOf(read)) if (!known.has(name)) throw gone(run.folder, `request ${name}`, record);
    await copyBody(run.folder, record, into);
    const digest = into.writer.exchangeLine(content);
    into.roots.add(caseText(record.case), digest, contentDigest(record, record.exchange?.outcome));
    await into.writer.ready();
  }
}

/** Gives the hashes of what it holds. */
async function copyRequests(folder: string, { writer, requests }: CopyTarget): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  for await (const { sha256, text } of readRequestLines(folder)) {
    const isChanged = text.startsWith(WIRE_BODY) && parseWireBodyLine(text, sha256) === null;
    if (isChanged) continue;
    known.add(sha256);
    if (requests.has(sha256)) continue;
    requests.add(sha256);
    writer.requestLine(text);
    await writer.ready();
  }
  return known;
}

const WIRE_BODY = '{"kind":"wire-body"';

/** The requests by which a record's line names what was asked. */
function namesOf({ record, sent }: ReadRecord): readonly string[] {
  const asked = record.exchange === null ? [] : [record.exchange.requestHash];
  return sent === null ? asked : [...asked, sent.sha256];
}

async function copyBody(folder: string, record: ExchangeRecord, { writer, raw }: CopyTarget): Promise<void> {
  const body = record.exchange?.evidence?.body ?? null;
  if (body === null || !('sha256' in body) || raw.has(body.sha256)) return;
  const bytes = await readFile(rawFile(folder, body.sha256)).catch(() => null);
  if (bytes === null || hash('sha256', bytes) !== body.sha256) {
    throw gone(folder, `raw response ${body.sha256}`, record);
  }
  raw.add(body.sha256);
  writer.rawFile(body.sha256, bytes);
}

function gone(folder: string, what: string, { case: id }: ExchangeRecord): InputError {
  const message = `the ${what} of ${caseText(id)} is gone from ${folder}, or was changed`;
  return new InputError([problem(message, 'restore the folder, or ask that shard anew')]);
}
