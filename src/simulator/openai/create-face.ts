import type { Face, Reply, Seat, SimulatedError } from '../face.ts';
import { answerAside } from './answer-aside.ts';
import { holdsKey } from './authenticate.ts';
import { hearChat, pathOf } from './hear-chat.ts';
import { renderCompletion } from './render-completion.ts';
import { errorBody, renderError, requestIds } from './render-error.ts';
import { errorEvent, renderStream } from './render-stream.ts';
import { odditiesOf } from './create-oddities.ts';
import { seatValues } from './seat-values.ts';
import type { Polling, ServerRow } from './server-row.ts';
import { RETIRED } from './words-gateway.ts';

const encoder = new TextEncoder();

/** The server that a row describes. */
export function createFace(row: ServerRow): Face {
  return {
    name: row.name,
    borrows: row.borrows,
    oddities: odditiesOf(row),
    answerAside: (request, seat, moment) => answerAside(row, request, seat, moment),
    hear: (request, seat, moment) => hearChat(row, request, seat, moment),
    say: (heard, play) => renderCompletion(row, heard, play),
    stream: (heard, play) => renderStream(row, heard, play),
    sayError: (error, seat) => sayError(row, error, seat),
    streamError: (error, seat) => streamError(row, error, seat),
    ...(row.polling === null ? {} : polling(row, row.polling)),
  };
}

/** https://github.com/langchain-ai/langchain-nvidia/blob/main/libs/ai-endpoints/tests/unit_tests/test_202_polling.py */
function polling(row: ServerRow, { pathPrefix }: Polling): Required<Pick<Face, 'accepted' | 'polledId'>> {
  return {
    accepted: (requestId) => ({
      status: 202,
      headers: { 'content-type': 'application/json', ...requestIds(row, { requestId }) },
      body: encoder.encode('{}'),
    }),
    polledId: (request, seat) => {
      const path = pathOf(request);
      const polls = request.method === 'GET' && path.startsWith(pathPrefix) && holdsKey(request, seat);
      return polls ? path.slice(pathPrefix.length) : null;
    },
  };
}

function sayError(row: ServerRow, error: SimulatedError, seat: Seat): Reply {
  const retry = error.retryAfterMs === null ? {} : { 'retry-after': retryAfter(error.retryAfterMs) };
  const usual = error.retiredOn === undefined ? row.errors[error.kind] : (row.retired ?? RETIRED);
  const words = error.message === undefined ? usual : { ...usual, message: error.message };
  const values = { ...seatValues(seat), ...(error.retiredOn && { retiredOn: error.retiredOn }) };
  return renderError(words, values, { ...requestIds(row, error), ...retry });
}

/** Whole seconds, as RFC 9110 has it. */
function retryAfter(ms: number): string {
  return String(Math.ceil(ms / 1000));
}

function streamError(row: ServerRow, error: SimulatedError, seat: Seat): Uint8Array {
  const words = row.streamErrors[error.kind] ?? row.errors[error.kind];
  const body = errorBody(words, seatValues(seat), row.streamErrorForm ?? words.form);
  return errorEvent(row, body);
}
