import type { ErrorContext } from '../contract/errors/error.ts';
import type { Served } from './stage.ts';

const NOW_MS = Date.UTC(2026, 2, 4, 5, 6, 7);

/** An error over HTTP as a normaliser is given it. */
export function contextOf({ status, headers, chunks }: Served): ErrorContext {
  const body = Buffer.concat(chunks).toString('utf8');
  return { phase: 'http', status, headers, body, aborted: null, nowMs: NOW_MS };
}
