import type { UnknownRecord } from '../../json/read.ts';
import type { Collector } from './evidence.ts';
import { readRecord } from './read-record.ts';
import { readText } from './read-text.ts';

/** What a thrown value says of itself, beside the evidence. */
export interface Thrown {
  readonly name: string | null;
  readonly message: string | null;
  /** What the innermost cause says: SDKs say no more than that a connection failed. */
  readonly cause: string | null;
  readonly status: number | null;
  readonly headers: unknown;
}

/** SDKs wrap what the transport threw; deeper than this nobody does. */
const MAX_CAUSES = 8;

/** Where SDKs keep the body: OpenAI's, AWS's, IBM's, the AI SDK's, axios', BeeAI's. */
const BODIES = [
  'context',
  'details',
  'payload',
  'error',
  'body',
  'responseBody',
  'data',
  'result',
  'value',
  'reason',
  'lastError',
  'originalMessage',
];
const STATUSES = ['status', 'statusCode', 'status_code', 'httpStatusCode', 'originalStatusCode'];
const IDS = ['requestId', 'requestID', 'request_id', 'trace'];

/** Reads any thrown value without trusting it: getters may throw, prototypes may be missing, causes may be circular. */
export function readThrown(thrown: unknown, into: Collector): Thrown {
  if (typeof thrown !== 'object' || thrown === null) {
    const message = typeof thrown === 'string' ? thrown : primitiveText(thrown);
    if (message !== null) readText(message, 'thrown', 0, into);
    return { name: null, message, cause: null, status: null, headers: null };
  }
  const status = readError(thrown, 'thrown', 0, into);
  const message = property(thrown, 'message');
  const name = property(thrown, 'name');
  return {
    name: typeof name === 'string' ? name : null,
    message: typeof message === 'string' ? message : null,
    cause: innermostMessage(thrown),
    status,
    headers:
      property(thrown, 'headers') ??
      property(thrown, 'responseHeaders') ??
      property(property(thrown, 'response'), 'headers'),
  };
}

function innermostMessage(thrown: object): string | null {
  let message: string | null = null;
  let cause = property(thrown, 'cause');
  for (let depth = 0; depth < MAX_CAUSES && typeof cause === 'object' && cause !== null; depth += 1) {
    const words = property(cause, 'message');
    if (typeof words === 'string' && words !== '') message = words;
    cause = property(cause, 'cause');
  }
  return message;
}

/** The innermost cause first: it is the most specific. Returns the status that the error itself holds. */
function readError(error: object, place: string, depth: number, into: Collector): number | null {
  into.left -= 1;
  if (depth > MAX_CAUSES || into.left < 0) return null;
  for (const key of ['cause', 'originalError']) {
    const cause = property(error, key);
    if (typeof cause === 'object' && cause !== null) readError(cause, `${place}/${key}`, depth + 1, into);
    else if (typeof cause === 'string') readText(cause, `${place}/${key}`, depth + 1, into);
  }
  readAggregate(error, place, depth, into);
  for (const key of BODIES) {
    const body = property(error, key);
    if (typeof body === 'string' || (typeof body === 'object' && body !== null)) {
      readValue(body, `${place}/${key}`, depth, into);
    }
  }
  readMembers(error, place, depth, into);
  const response = property(error, 'response') ?? property(error, '$response');
  let status: number | null = null;
  for (const owner of [error, property(error, '$metadata'), response]) {
    if (owner === undefined || owner === null) continue;
    for (const key of STATUSES) {
      const value = property(owner, key);
      if (typeof value === 'number' && value >= 300 && value < 600) status ??= value;
    }
    for (const key of IDS) {
      const id = property(owner, key);
      if (typeof id === 'string' && id !== '') into.requestIds.push(id);
    }
  }
  if (typeof response === 'object' && response !== null) {
    for (const key of ['data', 'body', 'text']) {
      const body = property(response, key);
      if (typeof body === 'string' || (typeof body === 'object' && body !== null)) {
        readValue(body, `${place}/response/${key}`, depth, into);
      }
    }
  }
  if (status !== null) into.stated.push({ value: status, place: `${place}/status` });
  readNames(error, place, depth, into);
  return status;
}

/** An event of the AWS SDK names the exception by its key: `{ throttlingException: … }`. */
function readMembers(error: object, place: string, depth: number, into: Collector): void {
  for (const key of keysOf(error)) {
    const member = key.endsWith('Exception') ? property(error, key) : undefined;
    if (typeof member !== 'object' || member === null) continue;
    into.codes.push({ value: key, place: `${place}/${key}` });
    readValue(member, `${place}/${key}`, depth, into);
  }
}

/** An AggregateError of several addresses: each says the same, the first is enough. */
function readAggregate(error: object, place: string, depth: number, into: Collector): void {
  const errors = property(error, 'errors');
  const first = property(errors, '0');
  if (typeof first === 'object' && first !== null) readError(first, `${place}/errors/0`, depth + 1, into);
}

function readNames(error: object, place: string, depth: number, into: Collector): void {
  for (const key of ['code', 'Code', 'type', '__type', 'name']) {
    const value = property(error, key);
    if (typeof value === 'string' && value !== '' && value.length <= 200) {
      into.codes.push({ value, place: `${place}/${key}` });
    } else if (key === 'code' && typeof value === 'number' && value >= 300 && value < 600) {
      into.stated.push({ value, place: `${place}/code` });
    }
  }
  const made = property(error, 'constructor');
  const className =
    typeof made === 'function' && made !== Object && made !== Error ? property(made, 'name') : null;
  if (typeof className === 'string') into.codes.push({ value: className, place: `${place}/constructor` });
  for (const key of ['message', 'Message', 'msg', 'detail', 'statusText']) {
    const text = property(error, key);
    if (typeof text === 'string') readText(text, `${place}/${key}`, depth, into);
  }
}

function readValue(value: unknown, place: string, depth: number, into: Collector): void {
  try {
    readRecord(value, place, depth, into, (text, at, level) => readText(text, at, level + 1, into));
  } catch {
    // A getter or a proxy threw: what it hides is no evidence.
  }
}

function primitiveText(thrown: unknown): string | null {
  return typeof thrown === 'number' || typeof thrown === 'bigint' || typeof thrown === 'symbol'
    ? String(thrown)
    : null;
}

function keysOf(error: object): readonly string[] {
  try {
    return Object.keys(error);
  } catch {
    return [];
  }
}

/** A property of any value; undefined when reading it throws. */
function property(value: unknown, key: string): unknown {
  if (!hasProperties(value)) return undefined;
  try {
    return value[key];
  } catch {
    return undefined;
  }
}

function hasProperties(value: unknown): value is UnknownRecord {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
