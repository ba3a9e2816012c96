import type { ErrorPhase } from '../contract/errors/error.ts';
import { parseStrict } from '../json/parse-strict.ts';
import { isRecord, type UnknownRecord } from '../json/read.ts';
import { idIn } from './answer-lines.ts';

/** One error as somebody posted it: what the response was, as far as shown, and what an SDK threw, serialised. */
export interface PostedError {
  readonly provider: string;
  readonly phase: ErrorPhase;
  readonly status: number | null;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string | null;
  readonly sdkError: UnknownRecord | null;
}

export type ReadPost =
  | { readonly id: string | number | null; readonly post: PostedError }
  | { readonly id: string | number | null; readonly invalid: string };

const PHASES: readonly ErrorPhase[] = ['http', 'stream', 'transport'];

/** Reads one line. `providers` are whom an error may come from. */
export function readPostedLine(line: string, providers: readonly string[]): ReadPost {
  if (line.trim() === '') return { id: null, invalid: 'the line is empty' };
  const parsed = parseStrict(line);
  if (!parsed.ok)
    return {
      id: idIn(line),
      invalid: `the line is not JSON: ${parsed.message} at character ${parsed.at + 1}`,
    };
  const value: unknown = parsed.value;
  if (!isRecord(value)) return { id: null, invalid: 'the line is not a JSON object' };
  return readPostedError(value, providers);
}

/** A field that is left out was not seen; a phase that is left out is `http`. Other keys are ignored. */
export function readPostedError(value: UnknownRecord, providers: readonly string[]): ReadPost {
  const { provider, phase = 'http', status = null, headers = null, body = null, sdkError = null } = value;
  const id = typeof value['id'] === 'string' || typeof value['id'] === 'number' ? value['id'] : null;
  if (typeof provider !== 'string' || !providers.includes(provider)) {
    return { id, invalid: `provider must be one of ${providers.join(', ')}` };
  }
  const known = PHASES.find((name) => name === phase);
  if (known === undefined) return { id, invalid: `phase must be one of ${PHASES.join(', ')}` };
  if (status !== null && !isStatus(status))
    return { id, invalid: 'status must be a number from 100 to 599, or null' };
  if (headers !== null && !isRecord(headers)) return { id, invalid: 'headers must be an object, or null' };
  if (body !== null && typeof body !== 'string') return { id, invalid: 'body must be the raw text, or null' };
  if (sdkError !== null && !isRecord(sdkError)) return { id, invalid: 'sdkError must be an object, or null' };
  return { id, post: { provider, phase: known, status, headers: headers ?? {}, body, sdkError } };
}

function isStatus(status: unknown): status is number {
  return typeof status === 'number' && Number.isInteger(status) && status >= 100 && status < 600;
}
