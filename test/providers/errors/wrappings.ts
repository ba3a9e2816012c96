import type { NormalizeContext } from '../../../src/providers/errors/normalize-error.ts';
import type { Posted } from './posted.ts';

interface Wrapped {
  readonly thrown: unknown;
  readonly context: Partial<NormalizeContext>;
}

/** How Python prints a value: what `Error code: 400 - {…}` and server logs hold in place of JSON. */
export function pythonRepr(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') {
    if (value.includes("'") && !value.includes('"')) return `"${value.replaceAll('\n', String.raw`\n`)}"`;
    const escaped = value
      .replaceAll('\\', '\\\\')
      .replaceAll("'", "\\'")
      .replaceAll('\n', String.raw`\n`);
    return `'${escaped}'`;
  }
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(', ')}]`;
  if (typeof value !== 'object') return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, inner]) => `${pythonRepr(key)}: ${pythonRepr(inner)}`)
    .join(', ')}}`;
}

function parsed(body: string): unknown {
  try {
    const value: unknown = JSON.parse(body);
    return value;
  } catch {
    return body;
  }
}

const asPython = (body: string): string => {
  const value = parsed(body);
  return typeof value === 'string' ? value : pythonRepr(value);
};

type Wrap = (body: string, status: number | null, posted: Posted) => Wrapped;

const body = (text: string, status: number | null): Wrapped => ({
  thrown: null,
  context: { body: text, status },
});

/** What SDKs, gateways and people do to a body before somebody reads it; none of it changes what the error is. */
export const WRAPPINGS: Readonly<Record<string, Wrap>> = {
  'as it came': (text, status) => body(text, status),
  'with white space around': (text, status) => body(`\n\n  ${text}\r\n`, status),
  'by the openai SDK for Python': (text, status) => ({
    thrown: { name: 'APIStatusError', message: `Error code: ${status ?? 500} - ${asPython(text)}` },
    context: {},
  }),
  'by the AI SDK': (text, status) => ({
    thrown: { name: 'AI_APICallError', message: 'The call failed', statusCode: status, responseBody: text },
    context: {},
  }),
  'by axios': (text, status) => ({
    thrown: {
      name: 'AxiosError',
      message: `Request failed with status code ${status ?? 500}`,
      response: { status, data: parsed(text) },
    },
    context: {},
  }),
  'as a string in a field of a JSON body': (text, status) =>
    body(JSON.stringify({ error: { message: text } }), status),
  'as a string in a string': (text, status) =>
    body(JSON.stringify({ error: { message: JSON.stringify({ error: text }) } }), status),
  'in a list': (text, status) => body(`[${JSON.stringify(parsed(text))}]`, status),
  'as text with its quotes escaped': (text, status) => ({
    thrown: { message: `upstream said: ${JSON.stringify(text).slice(1, -1)}` },
    context: { status },
  }),
  'in a 502 of a gateway that quotes it': (text, status) =>
    body(JSON.stringify({ detail: `upstream returned ${status ?? 500}: ${text}` }), 502),
};
