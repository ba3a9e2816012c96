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
  /** Everything that is wrong with it. */
  | { readonly id: string | number | null; readonly wrong: readonly string[] };

const PHASES: readonly ErrorPhase[] = ['http', 'stream', 'transport'];

/** Reads one line. `providers` are whom an error may come from. */
export function readPostedLine(line: string, providers: readonly string[]): ReadPost {
  if (line.trim() === '') return { id: null, wrong: ['the line is empty'] };
  const parsed = parseStrict(line);
  if (!parsed.ok)
    return {
      id: idIn(line),
      wrong: [`the line is not JSON: ${parsed.message} at character ${parsed.at + 1}`],
    };
  const value: unknown = parsed.value;
  if (!isRecord(value)) return { id: null, wrong: ['the line is not a JSON object'] };
  return readPostedError(value, providers);
}

/** A field that is left out was not seen; a phase that is left out is `http`. Other keys are ignored. */
export function readPostedError(value: UnknownRecord, providers: readonly string[]): ReadPost {
  const { provider, phase = 'http', status = null, headers = null, body = null, sdkError = null } = value;
  const id = typeof value['id'] === 'string' || typeof value['id'] === 'number' ? value['id'] : null;
  const named = providers.find((name) => name === provider);
  const known = PHASES.find((name) => name === phase);
  const read = {
    status: status === null || isStatus(status) ? status : undefined,
    headers: headers === null ? {} : isRecord(headers) ? headers : undefined,
    body: body === null || typeof body === 'string' ? body : undefined,
    sdkError: sdkError === null || isRecord(sdkError) ? sdkError : undefined,
  };
  const wrong = [
    ...(named === undefined ? [`provider must be one of ${providers.join(', ')}`] : []),
    ...(known === undefined ? [`phase must be one of ${PHASES.join(', ')}`] : []),
    ...(read.status === undefined ? ['status must be a number from 100 to 599, or null'] : []),
    ...(read.headers === undefined ? ['headers must be an object, or null'] : []),
    ...(read.body === undefined ? ['body must be the raw text, or null'] : []),
    ...(read.sdkError === undefined ? ['sdkError must be an object, or null'] : []),
  ];
  const post = { provider: named, phase: known, ...read };
  return isWhole(post) ? { id, post } : { id, wrong };
}

type Partly<T> = { readonly [K in keyof T]: T[K] | undefined };

function isWhole(post: Partly<PostedError>): post is PostedError {
  return Object.values(post).every((value) => value !== undefined);
}

function isStatus(status: unknown): status is number {
  return typeof status === 'number' && Number.isInteger(status) && status >= 100 && status < 600;
}
