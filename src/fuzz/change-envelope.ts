import type { ErrorContext } from '../contract/errors/error.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../json/json-value.ts';
import { parseJson } from '../json/parse-json.ts';

/** Ways of writing the same error. */
export const CHANGES = [
  'key-order',
  'white-space',
  'header-case',
  'extra-fields',
  'extra-headers',
  'imf-date',
  'rfc850-date',
  'asctime-date',
  'wrap-in-error',
  'wrap-in-string',
  'wrap-in-prefix',
] as const;

export type Change = (typeof CHANGES)[number];

/** What stands on an error beside what it says. */
export interface Beside {
  readonly fields: JsonObject;
  readonly headers: Readonly<Record<string, string>>;
}

type Written = Pick<ErrorContext, 'headers' | 'body' | 'nowMs'>;

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const LONG_DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

function reversed(value: JsonValue): JsonValue {
  if (isJsonArray(value)) return value.map(reversed);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, member]) => [key, reversed(member)]),
  );
}

function onJson(body: string | null, change: (value: JsonValue) => JsonValue, indent = 0): string | null {
  if (body === null) return null;
  try {
    return JSON.stringify(change(parseJson(body)), null, indent);
  } catch {
    return body;
  }
}

function withHeaders(
  written: Written,
  change: (name: string, value: string) => readonly [string, string],
): Written {
  const headers = Object.entries(written.headers).map(([name, value]) => change(name, value));
  return { ...written, headers: Object.fromEntries(headers) };
}

/** The three forms of RFC 9110, section 5.6.7. */
function asDate(form: 'imf' | 'rfc850' | 'asctime', atMs: number): string {
  const date = new Date(atMs);
  const imf = date.toUTCString();
  if (form === 'imf') return imf;
  const [, day = '', month = '', year = '', time = ''] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(imf) ?? [];
  return form === 'rfc850'
    ? `${LONG_DAYS[date.getUTCDay()]}, ${day}-${month}-${year.slice(2)} ${time} GMT`
    : `${DAYS[date.getUTCDay()]} ${month} ${day.replace(/^0/, ' ')} ${time} ${year}`;
}

function withDate(form: 'imf' | 'rfc850' | 'asctime') {
  return (written: Written): Written =>
    withHeaders(written, (name, value) =>
      name.toLowerCase() === 'retry-after' && /^\d+$/.test(value)
        ? [name, asDate(form, written.nowMs + Number(value) * 1000)]
        : [name, value],
    );
}

const titled = (name: string): string => name.replaceAll(/(?<=^|-)[a-z]/g, (letter) => letter.toUpperCase());

const CHANGED: Readonly<Record<Change, (written: Written, beside: Beside) => Written>> = {
  'key-order': (written) => ({ ...written, body: onJson(written.body, reversed) }),
  'white-space': (written) => ({ ...written, body: onJson(written.body, (value) => value, 2) }),
  'header-case': (written) => withHeaders(written, (name, value) => [titled(name), value]),
  'extra-fields': (written, { fields }) => ({
    ...written,
    body: onJson(written.body, (value) => (isJsonObject(value) ? { ...fields, ...value } : value)),
  }),
  'extra-headers': (written, { headers }) => ({ ...written, headers: { ...headers, ...written.headers } }),
  'imf-date': withDate('imf'),
  'rfc850-date': withDate('rfc850'),
  'asctime-date': withDate('asctime'),
  'wrap-in-error': (written) => ({
    ...written,
    body: onJson(written.body, (value) => (isJsonObject(value) ? { error: value } : value)),
  }),
  'wrap-in-string': (written) => ({
    ...written,
    body: written.body === null ? null : JSON.stringify({ error: { message: written.body } }),
  }),
  'wrap-in-prefix': (written) => ({
    ...written,
    body: written.body === null ? null : `upstream error: ${written.body}`,
  }),
};

/** The same error, written otherwise, one change after the other. */
export function changeEnvelope<Context extends Written>(
  context: Context,
  changes: readonly Change[],
  beside: Beside,
): Context {
  const changed = changes.reduce<Written>((written, change) => CHANGED[change](written, beside), context);
  return { ...context, ...changed };
}
