import type { ErrorKind } from '../../contract/errors/error-kind.ts';
import type { Retirement } from '../../contract/errors/retirement.ts';
import type { Evidence } from './evidence.ts';
import { RETIRED } from './phrases/model-not-found.ts';
import { readDays } from './read-days.ts';
import { readNotice } from './read-notice.ts';

/**
 * Codes of hosts for a model that they had: Together's, Groq's and Cerebras'. Together says it of what is off its
 * serverless service too: for whoever called it there it is gone.
 */
const CODES = /^model_?(?:not_?available|decommissioned|archived|deprecated|retired|gone)$/i;

const GONE = 410;

interface Heard {
  readonly kind: ErrorKind;
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly evidence: Evidence;
  readonly nowMs: number;
}

/**
 * Whether the model of an error is gone or going, and since when: by words that say that it was there once, by a code
 * for that, by the status 410, or by a header. Null for one that the host does not know, which may be a misspelt id.
 */
export function findRetirement({ kind, status, headers, evidence, nowMs }: Heard): Retirement | null {
  const notice = readNotice(headers, nowMs)?.retirement ?? null;
  if (kind !== 'model_not_found') return notice;
  const { texts, codes, stated } = evidence;
  const telling = texts.filter(({ value }) => RETIRED.phrases.some(({ pattern }) => pattern.test(value)));
  const isGone =
    telling.length > 0 ||
    notice !== null ||
    status === GONE ||
    stated.some(({ value }) => value === GONE) ||
    codes.some(({ value }) => CODES.test(value));
  if (!isGone) return null;
  const dated = telling.length > 0 ? telling : texts;
  const days = dated.flatMap(({ value }) => readDays(value));
  return { state: 'retired', on: days.at(-1) ?? notice?.on ?? null };
}
