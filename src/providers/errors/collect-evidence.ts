import type { ErrorContext } from '../../contract/errors/error.ts';
import { findCodeRule } from './codes.ts';
import { createCollector, type Evidence } from './evidence.ts';
import { readHeaders } from './read-headers.ts';
import { readText } from './read-text.ts';
import { readThrown, type Thrown } from './read-thrown.ts';

export interface Collected {
  readonly evidence: Evidence;
  readonly thrown: Thrown;
  readonly headers: Readonly<Record<string, string>>;
}

/** Everything that the response and the thrown value say, the response first: it is what the provider said itself. */
export function collectEvidence(
  thrown: unknown,
  context: Pick<ErrorContext, 'body' | 'headers' | 'phase' | 'status'>,
): Collected {
  const into = createCollector();
  const own = readHeaders(context.headers);
  const type = own['x-amzn-errortype'] ?? own['x-amzn-error-type'];
  if (type !== undefined) into.codes.push({ value: type, place: 'headers/x-amzn-errortype' });
  if (typeof context.body === 'string') readText(context.body, 'body', 0, into, !isAnswer(context));
  const read = readThrown(thrown, into);
  const headers = read.headers === null || read.headers === undefined ? own : readHeaders(own, read.headers);
  const { texts, stated, delaysMs, requestIds } = into;
  const codes = into.codes.map(({ value, place }) => ({ value, place, rule: findCodeRule(value) }));
  return { evidence: { codes, texts, stated, delaysMs, requestIds }, thrown: read, headers };
}

/** A whole response that claims to be an answer. Its bare words are a model's or junk, unless a field calls them an error. */
function isAnswer({ phase, status }: Pick<ErrorContext, 'phase' | 'status'>): boolean {
  return phase === 'http' && status !== null && status >= 200 && status < 300;
}
