import { isRecord, recordAt, stringAt, type UnknownRecord } from '../json/read.ts';
import { InvalidLine } from './answer-record.ts';
import type { RecordedWire } from './name-wires.ts';
import { readAsked, type Asked } from './read-asked.ts';

/** One recorded response. Header names are lower case. */
export interface Recording extends RecordedWire {
  readonly server: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly asked: Asked;
}

/**
 * A line of `decode`; `wires` are those that are known, by the name that a line gives. Throws InvalidLine, which names
 * everything that is wrong with it.
 */
export function readRecording(line: UnknownRecord, wires: ReadonlyMap<string, RecordedWire>): Recording {
  const wrong: string[] = [];
  const wire = wireOf(line, wires, wrong);
  const response = recordAt(line, 'response');
  if (response === null) throw new InvalidLine([...wrong, 'response is missing'].join('; '));
  const status = statusOf(response['status'], wrong);
  const headers = headersOf(response['headers'], wrong);
  const body = bodyOf(response['bodyBase64'], wrong);
  if (wire === null || wrong.length > 0) throw new InvalidLine(wrong.join('; '));
  return {
    ...wire,
    server: stringAt(line, 'server') ?? 'unknown',
    status,
    headers,
    body,
    asked: readAsked(line['request']),
  };
}

function wireOf(
  line: UnknownRecord,
  wires: ReadonlyMap<string, RecordedWire>,
  wrong: string[],
): RecordedWire | null {
  const name = stringAt(line, 'wire');
  const wire = wires.get(name ?? '') ?? null;
  if (name === null) wrong.push('wire is missing');
  else if (wire === null) {
    const names = [...wires.keys()].join(', ');
    wrong.push(`there is no wire ${JSON.stringify(name.slice(0, 80))}; use one of ${names}`);
  }
  return wire;
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
