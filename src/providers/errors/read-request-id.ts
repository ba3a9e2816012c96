import { eachMatch } from './each-match.ts';

/** Where servers and gateways put the id of a request, the provider's own before those of hops before it. */
const ID_HEADERS = [
  'x-amzn-requestid',
  'x-amzn-request-id',
  'x-amz-request-id',
  'nvcf-reqid',
  'x-request-id',
  'request-id',
  'x-requestid',
  'x-global-transaction-id',
  'apim-request-id',
  'x-ms-request-id',
  'opc-request-id',
  'x-litellm-call-id',
  'x-kong-request-id',
  'x-correlation-id',
  'x-trace-id',
  'x-amzn-trace-id',
  'x-amz-cf-id',
  'cf-ray',
];

/** Fewer headers come than there are names for an id. */
const RANKS: ReadonlyMap<string, number> = new Map(ID_HEADERS.map((name, rank) => [name, rank]));

export function requestIdOf(headers: Readonly<Record<string, string>>): string | null {
  let found: string | null = null;
  let best = ID_HEADERS.length;
  for (const name in headers) {
    const rank = RANKS.get(name);
    if (rank === undefined || rank >= best || headers[name] === '') continue;
    found = headers[name] ?? null;
    best = rank;
  }
  return found;
}

const NAMED =
  /\b(?:request|trace|correlation|ray|incident|transaction)(?:[ _-]?id)?\b["']?(?:\s?[:=#]|\s)\s{0,3}["'(]?([\w+/=-]{8,100})/gi;
const MAX_NAMED = 8;
const REFERENCE = /\(ref: ([\w-]{8,80})\)/;

/** An id that a message or a page names: `RequestID: …`, `Ray ID: …`, `(ref: …)`. It has a digit, as words have not. */
export function readNamedId(text: string): string | null {
  if (!/id\b|ref:/i.test(text)) return null;
  let id: string | null = null;
  eachMatch(NAMED, text, MAX_NAMED, ([, named = '']) => {
    if (id === null && /\d/.test(named)) id = named;
  });
  return id ?? (text.includes('(ref:') ? (REFERENCE.exec(text)?.[1] ?? null) : null);
}
