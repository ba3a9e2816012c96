import { countAt, isRecord, parseOrUndefined, type UnknownRecord } from '../../json/read.ts';

/** The facts of an error body, whatever its envelope: nested, flat, a list, a string, problem JSON, plain text. */
export interface Envelope {
  /** Most specific first. */
  readonly codes: readonly string[];
  readonly messages: readonly string[];
  /** The HTTP status that the body itself names: in streams, and where an error came with status 200. */
  readonly status: number | null;
  readonly requestId: string | null;
}

const MAX_DEPTH = 6;
const CODE_KEYS = ['code', 'type', 'error_type', '__type', 'errorCode', 'title'];
const MESSAGE_KEYS = ['message', 'Message', 'errorMessage', 'detail', 'msg', 'errorDetails'];
const NESTED_KEYS = ['error', 'errors', 'detail'];
const STATUS_KEYS = ['status', 'status_code', 'code'];
const ID_KEYS = ['trace', 'requestId', 'request_id'];

export function readEnvelope(body: string | null): Envelope {
  const codes: string[] = [];
  const messages: string[] = [];
  let requestId: string | null = null;
  let status: number | null = null;

  const visit = (value: unknown, depth: number): void => {
    if (depth > MAX_DEPTH) return;
    if (typeof value === 'string') visitText(value, depth);
    else if (Array.isArray(value)) value.slice(0, 20).forEach((item) => visit(item, depth + 1));
    else if (isRecord(value)) visitRecord(value, depth);
  };

  const visitText = (text: string, depth: number): void => {
    const inner = /^\s*[{[]/.test(text) ? parseOrUndefined(text) : undefined;
    if (inner === undefined) messages.push(text);
    else visit(inner, depth + 1);
  };

  const visitRecord = (record: UnknownRecord, depth: number): void => {
    for (const key of NESTED_KEYS) if (key in record) visit(record[key], depth + 1);
    for (const key of CODE_KEYS) {
      const code = record[key];
      if (typeof code === 'string' && code !== '') codes.push(code);
    }
    for (const key of STATUS_KEYS) {
      const named = countAt(record, key);
      if (named !== null && named >= 400 && named < 600) status ??= named;
    }
    for (const key of MESSAGE_KEYS) {
      const message = record[key];
      if (typeof message === 'string' && !NESTED_KEYS.includes(key)) visitText(message, depth);
    }
    for (const key of ID_KEYS) {
      const id = record[key];
      if (typeof id === 'string' && id !== '') requestId ??= id;
    }
    if (isRecord(record['context'])) visitRecord(record['context'], depth + 1);
  };

  if (body !== null && body.trim() !== '') visit(body, 0);
  return { codes, messages, status, requestId };
}
