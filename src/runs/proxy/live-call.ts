import type { ErrorKind } from '../../contract/errors/error-kind.ts';
import type { Clock, Random } from '../../contract/world.ts';
import type { ToldError } from '../../traffic/chat/render-error.ts';
import { maskAccounts } from '../../store/secrets/mask-accounts.ts';
import type { RequestScan } from '../../traffic/scan-request.ts';
import type { ConnectedTarget } from '../connect/connect-target.ts';

/** A request that a client waits for. */
export interface LiveCall {
  readonly id: string;
  /** By the wall clock, when it came. */
  readonly atMs: number;
  readonly body: Uint8Array;
  readonly scan: RequestScan;
  /** The client's headers that are handed on: none of them says who it is. */
  readonly headers: Readonly<Record<string, string>>;
  /** Aborts when the client leaves, or when whoever serves has no more time for it. */
  readonly signal: AbortSignal;
}

/** A target that is asked, and how often. */
export interface LiveLeg {
  readonly connected: Pick<ConnectedTarget, 'target' | 'adapter' | 'transport' | 'secrets'>;
  readonly tries: number;
}

/** What came of asking one target: something was sent to the client, or nothing yet. */
export type LegResult =
  | {
      readonly type: 'served';
      readonly attempts: number;
      /** As it was sent. */
      readonly finish: string | null;
      /** Why it is no whole answer, though it was begun. */
      readonly broken: ErrorKind | null;
    }
  | { readonly type: 'refused'; readonly attempts: number; readonly error: ToldError };

export interface LiveWorld {
  readonly clock: Clock;
  readonly random: Random;
}

export const EVENTS: Readonly<Record<string, string>> = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache',
  // nginx would hold the events back.
  'x-accel-buffering': 'no',
};
export const JSON_BODY: Readonly<Record<string, string>> = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
};

/** An error of a provider as a client may hear it: whose account was asked is none of its business. */
export function withoutAccounts(error: ToldError): ToldError {
  return { ...error, message: maskAccounts(error.message) };
}
