import type { CanonicalError } from '../contract/errors/error.ts';
import type { FindingCode } from '../contract/findings.ts';
import type { Mode } from '../contract/exchanges/mode.ts';
import type { Warning } from '../contract/exchanges/response.ts';
import { isRecord } from '../json/read.ts';

/** What an SDK gave its caller, who got no error: so many events of a stream, or one answer. */
export type SdkAccount = { readonly events: number } | { readonly answer: unknown };

/** How an SDK fared with the bytes of one response: what it threw, or gave. No account: no SDK read them. */
export type SdkOutcome = { readonly thrown: unknown } | { readonly account: SdkAccount | null };

/** What our own decoder made of the same bytes. */
export interface OwnAccount {
  readonly mode: Mode;
  readonly error: CanonicalError | null;
  /** How many events of a stream a client should have been handed. */
  readonly events: number | null;
}

/** Takes the events of an SDK's stream, and counts them. */
export async function countEvents(events: AsyncIterable<unknown> | undefined): Promise<SdkAccount> {
  let count = 0;
  for await (const _ of events ?? []) count += 1;
  return { events: count };
}

/** Where a client on the plain SDK would have fared otherwise than the bytes say, and how. */
export function compareWithSdk(sdk: SdkOutcome, own: OwnAccount): readonly Warning[] {
  if ('thrown' in sdk) {
    if (own.error !== null) return [];
    return [
      warning('sdk/throws', `a client on the plain SDK would have got no answer, but ${nameOf(sdk.thrown)}`),
    ];
  }
  const { account } = sdk;
  if (account === null) return [];
  if (own.error !== null) return hearError(own.error, own.mode);
  if ('answer' in account) {
    if (isRecord(account.answer)) return [];
    const what = account.answer === undefined ? 'nothing' : `a ${typeof account.answer}`;
    return [
      warning('sdk/no-answer', `a client on the plain SDK would have got ${what} in place of this answer`),
    ];
  }
  if (own.events === null || account.events >= own.events) return [];
  const seen = `${account.events} of ${own.events} events`;
  return [warning('sdk/drops', `a client on the plain SDK would have seen ${seen}`)];
}

/** The SDK gave an answer, or ended its stream in order, and the bytes say that it is an error. */
function hearError(error: CanonicalError, mode: Mode): readonly Warning[] {
  // A finish reason that says so reaches the client as it reached us.
  if (error.kind === 'model_error' && error.raw.body === null) return [];
  if (mode === 'stream' || error.kind === 'stream_interrupted') {
    return [
      warning(
        'sdk/silent-end',
        `a client on the plain SDK would have seen no error, but the end: ${error.kind}`,
      ),
    ];
  }
  return [
    warning(
      'sdk/error-as-answer',
      `a client on the plain SDK would have got the error for an answer: ${error.kind}`,
    ),
  ];
}

function warning(code: FindingCode, message: string): Warning {
  return { code, message, frame: null, offset: null };
}

const LONGEST = 200;

function nameOf(thrown: unknown): string {
  const text = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
