import { caseText } from '../../contract/exchanges/case-id.ts';
import type { Exchange } from '../../contract/exchanges/exchange.ts';
import { InputError, problem } from '../../contract/problem.ts';
import type { ExchangeRecord } from '../../contract/exchanges/record.ts';
import type { WireRequest } from '../../contract/wires/wire.ts';
import { readRaw } from '../../store/records/read-exchange.ts';
import type { BodyReference } from '../../store/records/stored-record.ts';
import { readRun } from '../../store/run/read-run.ts';

/** What a run sent, by hash. */
type SentBodies = ReadonlyMap<string, WireRequest['body']>;

/** Throws InputError when a line, or a body that stands beside it, is not what the run was sealed with. */
export async function proveWhole(folder: string, bodies: SentBodies): Promise<void> {
  for await (const { record, sent } of (await readRun(folder)).records) {
    const body = record.exchange?.evidence?.body ?? null;
    const isGone = body !== null && 'sha256' in body && 'sha256' in (await readRaw(folder, body));
    if (!isGone && (sent === null || bodies.has(sent.sha256))) continue;
    const what = isGone ? `raw response ${body.sha256}` : `request body ${sent?.sha256 ?? ''}`;
    const message = `the ${what} of ${caseText(record.case)} is gone from ${folder}, or was changed`;
    throw new InputError([problem(message, 'restore the folder: what is gone cannot be judged anew')]);
  }
}

export interface Stored {
  readonly record: ExchangeRecord;
  /** The body of its wire request, by hash. */
  readonly sent: BodyReference | null;
  /** With its bodies. */
  readonly stored: Exchange | null;
}

/** Every exchange of a run with its bodies, in the order of its lines. */
export async function* storedIn(folder: string, bodies: SentBodies): AsyncGenerator<Stored, undefined> {
  for await (const { record, sent } of (await readRun(folder)).records) {
    const { exchange } = record;
    if (exchange === null || exchange.evidence === null) yield { record, sent, stored: exchange };
    else {
      const { evidence } = exchange;
      const request = { ...evidence.request, body: bodies.get(sent?.sha256 ?? '') ?? null };
      const body = await readRaw(folder, evidence.body);
      yield { record, sent, stored: { ...exchange, evidence: { ...evidence, request, body } } };
    }
  }
  return undefined;
}
