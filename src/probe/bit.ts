import type { BitArea } from '../contract/probe/capability-file.ts';
import type { CanonicalError } from '../contract/errors/error.ts';
import type { JsonObject } from '../contract/json-value.ts';
import type { Mode } from '../contract/exchanges/mode.ts';
import type { CanonicalRequest } from '../contract/exchanges/request.ts';
import type { CanonicalResponse } from '../contract/exchanges/response.ts';
import type { Loss, WireProof } from '../contract/exchanges/stream-part.ts';

/** What came back of one question. */
export interface ProbeAnswer {
  /** The id of its exchange. */
  readonly exchange: string;
  readonly servedAs: Mode;
  /** Null where an error came. */
  readonly response: CanonicalResponse | null;
  readonly error: Pick<CanonicalError, 'kind' | 'message' | 'status'> | null;
  readonly losses: readonly Loss[];
  readonly proof: WireProof | null;
  /** The body as it came, where it is text. */
  readonly body: string;
}

/** A question: a request, in a mode, with fields of the wire that requests of ours have no word for. */
export interface Trial {
  readonly mode: Mode;
  readonly request: CanonicalRequest;
  readonly adds: JsonObject;
}

/** `more`: the next trial is needed to tell. */
export type Reading = 'obeyed' | 'ignored' | 'unclear' | 'more';

/** What is known of the target before a bit is read. */
export interface Plain {
  /** Input tokens of the plain question, by the provider's count; null where it tells none. */
  readonly inputTokens: number | null;
}

/** An answer that came, whole. */
export interface Answered extends ProbeAnswer {
  readonly response: CanonicalResponse;
}

/** One thing that an endpoint does or does not do, and how to find out. */
export interface Bit {
  readonly id: string;
  readonly area: BitArea;
  /** In words, for the row. */
  readonly asks: string;
  /** Another bit, which must be proved before this one can be asked. */
  readonly after: string | null;
  /** The field of the request that a loss of ours would name; null where there is none. */
  readonly field: string | null;
  readonly trials: readonly Trial[];
  /** Of the answers so far, in the order of the trials; an error is judged before it comes here. */
  readonly read: (answers: readonly Answered[], plain: Plain) => Reading;
}

/** What every trial is read by, and one that does not obey decides: for what a server enforces. */
export function always(trials: number, read: (answer: Answered, plain: Plain) => Reading): Bit['read'] {
  return (answers, plain) => {
    const readings = answers.map((answer) => read(answer, plain));
    const other = readings.find((reading) => reading !== 'obeyed');
    if (other !== undefined) return other;
    return answers.length < trials ? 'more' : 'obeyed';
  };
}

/** One that obeys decides, and all must be asked to say that none does: for what a model does of its own will. */
export function once(trials: number, read: (answer: Answered, plain: Plain) => Reading): Bit['read'] {
  return (answers, plain) => {
    const readings = answers.map((answer) => read(answer, plain));
    if (readings.includes('obeyed')) return 'obeyed';
    if (answers.length < trials) return 'more';
    return readings.at(-1) ?? 'unclear';
  };
}
