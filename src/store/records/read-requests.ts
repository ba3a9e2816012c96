import { hash } from 'node:crypto';
import { z } from 'zod';
import { canonicalRequestSchema } from '../../contract/exchanges/request.ts';
import { parseOrUndefined } from '../../json/read.ts';
import { bytesOf } from './body-content.ts';
import { inputOutputProblem } from '../disk/input-output-problem.ts';
import { linesFile } from '../run/layout.ts';
import { readLines } from '../disk/read-lines.ts';
import type { SharedRequest } from './stored-record.ts';

const HEAD = /^\{"kind":"(?:canonical|wire-body)","sha256":"([^"]+)"/;

/** The lines of requests.jsonl with the hashes they are kept under, unparsed: images make them long. */
export async function* readRequestLines(
  folder: string,
): AsyncGenerator<{ readonly sha256: string; readonly text: string }> {
  const file = linesFile(folder, 'requests');
  try {
    for await (const { text } of readLines(file)) {
      const sha256 = hashOfRequestLine(text);
      if (sha256 !== null) yield { sha256, text };
    }
  } catch (error) {
    throw inputOutputProblem(file, 'cannot be read', error);
  }
}

/** The hash under which a line is kept; null for one that is none of ours. */
export function hashOfRequestLine(line: string): string | null {
  return HEAD.exec(line)?.[1] ?? null;
}

export async function readRequestHashes(folder: string): Promise<ReadonlySet<string>> {
  const hashes = new Set<string>();
  for await (const { sha256 } of readRequestLines(folder)) hashes.add(sha256);
  return hashes;
}

const lineSchema = z.object({ request: z.record(z.string(), z.unknown()) });
const bodySchema = z.union([z.object({ text: z.string() }), z.object({ base64: z.string() })]);

/** Null for a line that is absent or no canonical request. */
export function parseCanonicalLine(line: string | undefined): SharedRequest | null {
  const read = lineSchema.safeParse(parseOrUndefined(line ?? ''));
  if (!read.success) return null;
  const request = canonicalRequestSchema.safeParse({ ...read.data.request, requestId: '' });
  if (!request.success) return null;
  const { requestId: _none, ...shared } = request.data;
  return shared;
}

/** Null for a line that is absent or whose bytes do not have the hash. */
export function parseWireBodyLine(line: string | undefined, sha256: string): string | Uint8Array | null {
  const read = bodySchema.safeParse(parseOrUndefined(line ?? ''));
  if (!read.success) return null;
  const bytes = bytesOf(read.data);
  if (hash('sha256', bytes) !== sha256) return null;
  return 'text' in read.data ? read.data.text : bytes;
}
