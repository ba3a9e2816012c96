import { hash } from 'node:crypto';
import { z } from 'zod';
import { canonicalRequestSchema } from '../contract/request.ts';
import { parseOrUndefined } from '../json/read.ts';
import { bytesOf } from './body-content.ts';
import type { SharedRequest } from './stored-record.ts';

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
