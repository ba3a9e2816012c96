import { caseText } from '../../contract/exchanges/case-id.ts';
import type { ApartRecords } from '../records/apart-records.ts';
import type { BatchWriter } from '../records/batch-writer.ts';
import { contentDigest } from './content-root.ts';
import type { RootCount } from './run-roots.ts';

/** A run folder that takes what others hold. */
export interface CopyTarget {
  readonly writer: BatchWriter;
  readonly roots: RootCount;
  /** Hashes of the lines of requests.jsonl, and of the files in raw/, that it has already. */
  readonly requests: Set<string>;
  readonly raw: Set<string>;
}

/** Copies what another process handed over: its lines byte for byte, and each body that they name once. */
export function copyApart(
  { records, requests: lines, raw: bodies }: ApartRecords,
  { writer, roots, requests, raw }: CopyTarget,
): Promise<void> {
  for (const [sha256, text] of lines) {
    if (requests.has(sha256)) continue;
    requests.add(sha256);
    writer.requestLine(text);
  }
  for (const [sha256, bytes] of bodies) {
    if (raw.has(sha256)) continue;
    raw.add(sha256);
    writer.rawFile(sha256, bytes);
  }
  for (const { record, content } of records) {
    const digest = writer.exchangeLine(content);
    roots.add(caseText(record.case), digest, contentDigest(record, record.exchange?.outcome));
  }
  return writer.ready();
}
