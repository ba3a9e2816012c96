import { z } from 'zod';

/** What was said on one side of a gateway, as it is shown and kept: the start of it, and no secret. */
const sideSchema = z
  .strictObject({
    /** Null where no head came. */
    status: z.int().nullable(),
    headers: z.record(z.string(), z.string()).readonly(),
    /** The start of the body, or why there is none. */
    body: z.string(),
    end: z.enum(['fin', 'reset', 'stall', 'none']),
  })
  .readonly();

export type Side = z.infer<typeof sideSchema>;

/** Both sides of one answer. */
export const sidesSchema = z.strictObject({ upstream: sideSchema, downstream: sideSchema }).readonly();

export type Sides = z.infer<typeof sidesSchema>;

const MOST_BYTES = 2_000;

/** The start of a body as text; a character that the cut left half is not shown. */
export function startOf(body: Uint8Array): string {
  return new TextDecoder().decode(body.subarray(0, MOST_BYTES), { stream: true });
}

const SHOWN: readonly string[] = ['content-type', 'retry-after'];
const ENDS: Readonly<Record<Side['end'], string>> = {
  fin: '',
  none: '',
  reset: ' [then the connection broke]',
  stall: ' [then silence]',
};

/** In one line: the status, the headers that decide how the rest is read, and the body. */
export function describeSide({ status, headers, body, end }: Side): string {
  if (status === null) return `nothing: ${body}`;
  const shown = SHOWN.flatMap((name) => (headers[name] === undefined ? [] : [`${name}: ${headers[name]}`]));
  return `${[String(status), ...shown].join(', ')} ${body === '' ? '(no body)' : body}${ENDS[end]}`;
}
