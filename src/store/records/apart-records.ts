import { hash } from 'node:crypto';
import { z } from 'zod';
import type { Exchange } from '../../contract/exchanges/exchange.ts';
import type { ExchangeRecord } from '../../contract/exchanges/record.ts';
import { parseOrUndefined } from '../../json/read.ts';
import { contentOf } from './body-content.ts';
import { createStash } from './create-stash.ts';
import { encodeRecord } from './encode-record.ts';
import { parseContent } from './exchange-line.ts';
import type { Masks } from '../secrets/masks.ts';
import { hashOfRequestLine, parseWireBodyLine } from './read-requests.ts';
import { restoreRecord } from './restore-record.ts';
import type { BodyReference, HashedRequest } from './stored-record.ts';

/** Records as a run keeps them, with all that they name, but apart from any run: what one process hands to another. */
export interface ApartRecords {
  /** When the clock was 0 by which their times count: milliseconds since 1970. */
  readonly zeroMs: number;
  readonly records: readonly ApartRecord[];
  /** Lines of requests.jsonl by their hash. */
  readonly requests: ReadonlyMap<string, string>;
  /** Long responses by theirs. */
  readonly raw: ReadonlyMap<string, Uint8Array>;
}

export interface ApartRecord {
  readonly record: ExchangeRecord;
  /** Its line without the digest. */
  readonly content: string;
  /** The body of its wire request, which is one of the requests. */
  readonly sent: BodyReference | null;
}

const textSchema = z.strictObject({
  zeroMs: z.number(),
  contents: z.array(z.string()),
  requests: z.array(z.string()),
  raw: z.array(z.base64()),
});

/** Spells records out, with no secret in them. */
export function writeApart(
  records: readonly ExchangeRecord[],
  requests: readonly HashedRequest[],
  masks: Masks,
  zeroMs: number,
): string {
  const apart: z.infer<typeof textSchema> = { zeroMs, contents: [], requests: [], raw: [] };
  const sink = {
    requestLine: (text: string) => void apart.requests.push(text),
    rawFile: (_sha256: string, bytes: Uint8Array) =>
      void apart.raw.push(Buffer.from(bytes).toString('base64')),
  };
  const stash = createStash(sink, masks, []);
  for (const request of requests) stash.canonical(request);
  for (const record of records) apart.contents.push(encodeRecord(record, stash, masks).line);
  return JSON.stringify(apart);
}

/** Null where it is not what `writeApart` writes, whole. */
export function readApart(text: string): ApartRecords | null {
  const read = textSchema.safeParse(parseOrUndefined(text));
  if (!read.success) return null;
  const requests = new Map<string, string>();
  for (const line of read.data.requests) {
    const sha256 = hashOfRequestLine(line);
    if (sha256 === null) return null;
    requests.set(sha256, line);
  }
  const raw = new Map(
    read.data.raw.map((base64) => {
      const bytes = Buffer.from(base64, 'base64');
      return [hash('sha256', bytes), bytes];
    }),
  );
  const records: ApartRecord[] = [];
  for (const content of read.data.contents) {
    const stored = parseContent(content);
    if (stored === null) return null;
    const sent = stored.exchange?.evidence?.request.body ?? null;
    records.push({ record: restoreRecord(stored), content, sent });
  }
  return { zeroMs: read.data.zeroMs, records, requests, raw };
}

/** The exchange of a record with its bodies; null where it has none, or they are not there. */
export function wholeExchange(
  { record: { exchange }, sent }: ApartRecord,
  { requests, raw }: ApartRecords,
): Exchange | null {
  if (exchange === null || exchange.evidence === null) return exchange;
  const { evidence } = exchange;
  const asked = sent === null ? null : parseWireBodyLine(requests.get(sent.sha256), sent.sha256);
  if (sent !== null && asked === null) return null;
  const request = { ...evidence.request, body: asked };
  if (!('sha256' in evidence.body)) return { ...exchange, evidence: { ...evidence, request } };
  const bytes = raw.get(evidence.body.sha256);
  if (bytes === undefined) return null;
  return { ...exchange, evidence: { ...evidence, request, body: contentOf(bytes) } };
}
