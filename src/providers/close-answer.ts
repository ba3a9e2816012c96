import type { CanonicalError } from '../contract/errors/error.ts';
import type { ErrorKind } from '../contract/errors/error-kind.ts';
import type { FinishReason } from '../contract/exchanges/finish-reason.ts';
import type { BodyEnd } from '../contract/wires/wire.ts';
import type { DecodeContext } from './decode-context.ts';

/** What was seen of an answer when its bytes were over. */
export interface SeenAnswer {
  /** Events, or one body. */
  readonly form: 'stream' | 'body';
  readonly ended: BodyEnd;
  /** The first error that it said, or that reading it met. */
  readonly failure: CanonicalError | null;
  /** What the wire's proof of completeness lacks, or null. */
  readonly unproven: string | null;
  /** Where the proof is lacking: why these bytes are no answer of this wire at all, or null. */
  readonly stranger: string | null;
  /** Whether bytes of an unfinished event were left over. */
  readonly leftover: boolean;
  readonly finish: FinishReason | null;
}

export interface ClosedAnswer {
  /** Null for an answer that is proven complete. */
  readonly error: CanonicalError | null;
  /** It was proven complete, and then silent until our timer. */
  readonly silent: boolean;
}

type Reason = readonly [kind: ErrorKind, message: string];

/**
 * Whether an answer is complete, and if not, why: the fifth law of the design, for every wire and both modes. What an
 * error event, a bad checksum or an error object said stands before all else.
 */
export function closeAnswer(seen: SeenAnswer, context: DecodeContext): ClosedAnswer {
  if (seen.failure !== null) return { error: seen.failure, silent: false };
  const { form, unproven, leftover } = seen;
  const { end, cause } = seen.ended;
  // A server that does not close its stream takes nothing of it back.
  const silent = form === 'stream' && end === 'stall' && unproven === null && !leftover;
  const broken: Reason | null =
    end === 'fin' || silent ? null : ['stream_interrupted', `the ${form} ended by ${end}`];
  const lack = lackOf(seen);
  // What a stream lacks that broke off is the symptom. A body that can be read is all there, whatever came after it; that
  // it is so much and no more, only an orderly end proves.
  const reason = form === 'stream' ? (broken ?? lack) : (lack ?? broken);
  return { error: reason === null ? null : context.errorOf(reason[0], reason[1], cause), silent };
}

function lackOf({ form, unproven, stranger, leftover, finish }: SeenAnswer): Reason | null {
  if (unproven !== null && stranger !== null) return ['malformed_response', stranger];
  if (leftover) return ['stream_interrupted', 'the body ended inside an event'];
  if (unproven !== null) {
    const message =
      form === 'stream' ? `the stream ended without ${unproven}` : `the response has no ${unproven}`;
    return ['stream_interrupted', message];
  }
  return finish?.unified === 'error' ? ['model_error', `finish reason ${finish.raw}`] : null;
}
