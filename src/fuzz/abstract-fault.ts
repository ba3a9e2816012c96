import { z } from 'zod';
import type { ErrorKind } from '../contract/errors/error-kind.ts';
import type { Fault } from '../contract/wires/fault.ts';

/** The kinds that a server says; the others are what a client observes. */
export const SAID_KINDS = [
  'server_error',
  'rate_limited',
  'overloaded',
  'authentication',
  'permission',
  'invalid_request',
  'context_overflow',
  'output_limit',
  'unsupported_feature',
  'model_not_found',
  'payload_too_large',
  'quota_exhausted',
  'timeout',
  'model_error',
] as const satisfies readonly ErrorKind[];

const placeSchema = z.union([
  z.enum(['before-headers', 'headers', 'first-frame', 'after-finish']),
  z.strictObject({ part: z.int().nonnegative() }).readonly(),
  z.strictObject({ byte: z.int().nonnegative() }).readonly(),
]);

/** What can go wrong, without a word of any wire. */
export const abstractFaultSchema = z
  .strictObject({
    how: z.enum([
      'exception',
      'error-body',
      'status-200-error',
      'html',
      'cut',
      'reset',
      'stall',
      'bad-crc',
      'content-type',
      'junk',
      'drop-finish',
      'drop-usage',
      'drop-done',
    ]),
    at: placeSchema,
    /** What an exception or an error body says. */
    kind: z.enum(SAID_KINDS),
    /** Whole seconds: the form that every wire knows. */
    retryAfterMs: z.int().nonnegative().multipleOf(1000).nullable(),
  })
  .readonly();

export type AbstractFault = z.infer<typeof abstractFaultSchema>;
export type FaultPlace = AbstractFault['at'];

const SPEAKS: ReadonlySet<AbstractFault['how']> = new Set(['exception', 'error-body', 'status-200-error']);

/** Whether the fault is an error that the server puts into words. */
export function speaks(fault: AbstractFault): boolean {
  return SPEAKS.has(fault.how);
}

/** The same for the simulator, to be said in a wire's own words. */
export function plantFault(fault: AbstractFault): Fault {
  const { how, kind, retryAfterMs } = fault;
  const at = fault.at === 'first-frame' ? { part: 0 } : fault.at;
  const error = { kind, ...(retryAfterMs === null ? {} : { retryAfterMs }) };
  return { match: {}, at, wire: how, ...(speaks(fault) ? { error } : {}) };
}
