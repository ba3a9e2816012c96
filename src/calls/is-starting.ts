import type { CanonicalError } from '../contract/errors/error.ts';

/** What a proxy says of a server that is not there yet. */
const GATEWAY_STATUSES: ReadonlySet<number | null> = new Set([502, 503, 504]);

/** Whether an error may be that of a server which has not finished starting: it refuses, is silent, or loads its model. */
export function isStarting({ kind, status }: CanonicalError): boolean {
  if (kind === 'server_error') return GATEWAY_STATUSES.has(status);
  return kind === 'overloaded' || kind === 'connection' || kind === 'timeout';
}
