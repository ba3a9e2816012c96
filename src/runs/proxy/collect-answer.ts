import type { KeptAnswer } from '../../traffic/idempotency-book.ts';
import type { AnswerEar } from './client-answer.ts';

/** Of one answer: a larger one is not kept, and its request would be asked again. */
const MOST_BYTES = 1024 * 1024;

/** Keeps an answer as it is sent. */
export interface CollectedAnswer extends AnswerEar {
  /** With the finish reason that it told; null where it is larger than what is kept, or was not begun. */
  answer(finish: string | null): KeptAnswer | null;
}

export function collectAnswer(): CollectedAnswer {
  let head: Pick<KeptAnswer, 'status' | 'headers'> | null = null;
  let pieces: Uint8Array[] | null = [];
  let length = 0;
  return {
    begin(status, headers) {
      head = { status, headers };
    },
    write(bytes) {
      length += bytes.length;
      if (length > MOST_BYTES) pieces = null;
      else pieces?.push(typeof bytes === 'string' ? Buffer.from(bytes) : bytes);
    },
    answer: (finish) =>
      head === null || pieces === null ? null : { ...head, body: Buffer.concat(pieces), finish },
  };
}
