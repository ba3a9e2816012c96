import type { JsonObject, JsonValue } from '../../contract/json-value.ts';
import type { Moment, Reply } from '../face.ts';
import { isObject } from './read-fields.ts';
import type { ErrorForm, ErrorWords, ServerRow } from './server-row.ts';

/** What the templates of error messages may name. */
export type ErrorValues = Readonly<Record<string, string | number>>;

const encoder = new TextEncoder();

const CONTENT_TYPES: Readonly<Partial<Record<ErrorForm, string>>> = {
  text: 'text/plain; charset=utf-8',
  html: 'text/html',
  problem: 'application/problem+json',
};

export function fill(template: string, values: ErrorValues): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** Whole-number placeholders stay numbers: `"{inputTokens}"` alone becomes 13392. */
function fillJson(value: JsonValue, values: ErrorValues): JsonValue {
  if (isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fillJson(inner, values)]));
  }
  if (typeof value !== 'string') return value;
  const alone = /^\{(\w+)\}$/.exec(value)?.[1];
  return alone === undefined ? fill(value, values) : (values[alone] ?? value);
}

/** The body of an error, as a value where the form is JSON and as text where it is not. */
export function errorBody(words: ErrorWords, values: ErrorValues, form: ErrorForm = words.form): JsonValue {
  const message = fill(words.message, values);
  const param = words.param === undefined ? null : fill(words.param, values);
  const { code = words.status, status, type } = words;
  const fillAll = (keys: JsonObject = {}): JsonObject =>
    Object.fromEntries(Object.entries(keys).map(([key, value]) => [key, fillJson(value, values)]));
  const extra = fillAll(words.extra);
  const forms: Record<ErrorForm, () => JsonValue> = {
    nested: () => ({ error: { message, type, param, code, ...extra } }),
    'nested-object': () => ({ error: { object: 'error', message, type, param, code, ...extra } }),
    flat: () => ({ object: 'error', message, type, param, code, ...extra }),
    llamacpp: () => ({ error: { code, message, type, ...extra } }),
    'llamacpp-bare': () => ({ code, message, type, ...extra }),
    string: () => ({ error: message, error_type: type }),
    'bare-string': () => ({ error: message }),
    ollama: () => ({ error: { message, type, param: null, code: null } }),
    message: () => ({ error: { message } }),
    'code-and-message': () => ({ error_code: type, message, ...extra }),
    google: () => ({ error: { code, message, status: type, ...extra } }),
    'google-list': () => [{ error: { code, message, status: type, ...extra } }],
    coded: () => ({ error: { message, code, ...extra } }),
    'bare-coded': () => ({ code, message, ...extra }),
    // https://developers.cloudflare.com/fundamentals/api/reference/
    errors: () => ({ errors: [{ message, code }], success: false, result: {}, messages: [] }),
    problem: () => ({ ...extra, status, title: type, ...(message === '' ? {} : { detail: message }) }),
    'detail-list': () => ({
      detail: [{ type: values['type'] ?? type, loc: location(values), msg: message }],
    }),
    detail: () => ({ detail: message }),
    text: () => message,
    html: () =>
      `<html>\r\n<head><title>${message}</title></head>\r\n<body><h1>${message}</h1></body>\r\n</html>\r\n`,
  };
  const body = forms[form]();
  return isObject(body) ? { ...fillAll(words.beside), ...body } : body;
}

function location(values: ErrorValues): readonly (string | number)[] {
  const steps = String(values['path'] ?? '').split('.');
  return [
    'body',
    ...steps.filter((step) => step !== '').map((step) => (/^\d+$/.test(step) ? Number(step) : step)),
  ];
}

export function renderError(words: ErrorWords, values: ErrorValues, headers: Reply['headers']): Reply {
  const body = errorBody(words, values);
  return {
    status: words.status,
    headers: { 'content-type': CONTENT_TYPES[words.form] ?? 'application/json', ...headers },
    body: encoder.encode(typeof body === 'string' ? body : JSON.stringify(body)),
  };
}

/** The headers in which a server names the request, on errors as on answers. */
export function requestIds(row: ServerRow, { requestId }: Pick<Moment, 'requestId'>): Reply['headers'] {
  return Object.fromEntries(row.requestIdHeaders.map((name) => [name, requestId]));
}
