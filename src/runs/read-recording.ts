import { isRecord, recordAt, stringAt, type UnknownRecord } from '../json/read.ts';
import { InvalidLine } from './answer-record.ts';
import { RECORDED_WIRES } from './decode-target.ts';
import { readAsked, type Asked } from './read-asked.ts';

/** One recorded response. Header names are lower case. */
export interface Recording {
  readonly wire: string;
  readonly server: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly asked: Asked;
}

/** What a line of `decode` says. Throws InvalidLine, which names everything that is wrong with it. */
export function readRecording(line: UnknownRecord): Recording {
  const wrong: string[] = [];
  const wire = stringAt(line, 'wire');
  if (wire === null) wrong.push('wire is missing');
  else if (!RECORDED_WIRES.includes(wire)) {
    wrong.push(
      `there is no wire ${JSON.stringify(wire.slice(0, 80))}; use one of ${RECORDED_WIRES.join(', ')}`,
    );
  }
  const response = recordAt(line, 'response');
  if (response === null) throw new InvalidLine([...wrong, 'response is missing'].join('; '));
  const status = statusOf(response['status'], wrong);
  const headers = headersOf(response['headers'], wrong);
  const body = bodyOf(response['bodyBase64'], wrong);
  if (wrong.length > 0) throw new InvalidLine(wrong.join('; '));
  return {
    wire: wire ?? '',
    server: stringAt(line, 'server') ?? 'unknown',
    status,
    headers,
    body,
    asked: readAsked(line['request']),
  };
}

function statusOf(status: unknown, wrong: string[]): number {
  if (typeof status === 'number' && Number.isInteger(status) && status >= 100 && status <= 999) return status;
  wrong.push('response.status is no HTTP status');
  return 0;
}

function headersOf(headers: unknown, wrong: string[]): Record<string, string> {
  if (headers === undefined || headers === null) return {};
  if (!isRecord(headers)) {
    wrong.push('response.headers is no map of names to values');
    return {};
  }
  const entries = Object.entries(headers).map(
    ([name, value]) => [name.toLowerCase(), textOf(value)] as const,
  );
  return Object.fromEntries(entries);
}

/** Recorders write a repeated header as a list. */
function textOf(value: unknown): string {
  return Array.isArray(value) ? value.map(String).join(', ') : String(value);
}

/** Standard base64 or the URL form, padded or not, perhaps folded into lines. */
function bodyOf(text: unknown, wrong: string[]): Uint8Array {
  if (typeof text !== 'string') {
    wrong.push('response.bodyBase64 is missing');
    return new Uint8Array();
  }
  const plain = /\s/.test(text) ? text.replaceAll(/\s+/g, '') : text;
  const digits = plain.replace(/={1,2}$/, '');
  if (/[^\w+/-]/.test(digits) || digits.length % 4 === 1) {
    wrong.push('response.bodyBase64 is no base64');
    return new Uint8Array();
  }
  return Buffer.from(digits, 'base64');
}
