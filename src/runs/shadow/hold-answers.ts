import type { Transport, WirePiece } from '../../contract/wires/wire.ts';
import type { AnswerHold } from '../../traffic/answer-room.ts';

/** A transport whose answers are read no faster than there is room for them. */
export function holdAnswers(transport: Transport, hold: AnswerHold): Transport {
  return async (request, signal) => {
    const { status, headers, body } = await transport(request, signal);
    const pieces = body[Symbol.asyncIterator]();
    const held: AsyncIterableIterator<WirePiece, undefined> = {
      [Symbol.asyncIterator]: () => held,
      async next() {
        const next = await pieces.next();
        if (next.done !== true && 'bytes' in next.value) {
          const waits = hold.add(next.value.bytes.length, signal);
          if (waits !== undefined) await waits;
        }
        return next;
      },
      async return() {
        await pieces.return?.();
        return { done: true, value: undefined };
      },
    };
    return { status, headers, body: held };
  };
}
