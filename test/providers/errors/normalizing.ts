import type { CanonicalError } from '../../../src/contract/errors/error.ts';
import {
  explainError,
  normalizeError,
  type Explanation,
  type NormalizeContext,
} from '../../../src/providers/errors/normalize-error.ts';

/** Sun, 06 Nov 1994 08:49:30 GMT: seven seconds before the date of RFC 9110's examples. */
export const NOW_MS = 784_111_770_000;

const CONTEXT: NormalizeContext = {
  provider: 'test',
  redact: (text) => text,
  phase: 'http',
  status: null,
  headers: {},
  body: null,
  aborted: null,
  nowMs: NOW_MS,
};

export function normalize(thrown: unknown, context: Partial<NormalizeContext> = {}): CanonicalError {
  return normalizeError(thrown, { ...CONTEXT, ...context });
}

export function explain(thrown: unknown, context: Partial<NormalizeContext> = {}): Explanation {
  return explainError(thrown, { ...CONTEXT, ...context });
}
