import { normalizeError, type NormalizeContext } from '../../src/providers/errors/normalize-error.ts';
import { workedMs } from '../growth.ts';

/** What readers of errors stumble over when it comes again and again. */
export const SWEPT: readonly string[] = [
  '{"error":',
  "{'a': '",
  '[',
  '[[{(',
  '{"a":1}',
  '\\"',
  '\\u00',
  '<p',
  '<html>',
  '&lt;',
  '\u0000',
  '\ud800',
  ' \t',
  '\r\n',
  'data: {}\n\n',
  'event: error\n',
  'error: ',
  'Error code: 400 - {',
  'An error occurred (X) when calling ',
  'model is not supported ',
  'try again in 1 ',
  'Bearer ',
  'sk-',
  'https://a.b/',
  'a',
];

function contextOf(body: string | null): NormalizeContext {
  return {
    provider: 'x',
    redact: (text) => text,
    phase: 'http',
    status: 400,
    headers: {},
    body,
    aborted: null,
    nowMs: 0,
  };
}

/** Milliseconds of a processor for a text of `size` characters as a body, as a message and as a header: the best of three. */
export function timeNormalising(unit: string, size: number): number {
  const text = unit.repeat(Math.ceil(size / unit.length)).slice(0, size);
  const once = (): number =>
    workedMs(() => {
      normalizeError(null, contextOf(text));
      normalizeError(new Error(text), contextOf(null));
      normalizeError(null, {
        ...contextOf(null),
        headers: { 'retry-after': text, 'x-amzn-errortype': text },
      });
    });
  return Math.min(once(), once(), once());
}
