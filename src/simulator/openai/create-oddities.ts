import type { Oddity, Play, Seat } from '../face.ts';
import { renderCompletion } from './render-completion.ts';
import { errorBody, renderError, requestIds } from './render-error.ts';
import { errorEvent, renderStream } from './render-stream.ts';
import { seatValues } from './seat-values.ts';
import type { ErrorWords, RowOddity, ServerRow } from './server-row.ts';

type Told = Pick<Oddity, 'say' | 'stream' | 'inStream'>;

/** The oddities of a server, each as what it answers while it is so. */
export function odditiesOf(row: ServerRow): Readonly<Record<string, Oddity>> {
  return Object.fromEntries(Object.entries(row.oddities).map(([name, odd]) => [name, oddityOf(row, odd)]));
}

function oddityOf(row: ServerRow, odd: RowOddity): Oddity {
  const { says, source, asOf, mode, error } = odd;
  const changed = { ...row, ...odd.row };
  return {
    says,
    source,
    asOf,
    modes: mode === undefined ? ['send', 'stream'] : [mode],
    ...(error === undefined ? answering(changed, odd.play) : refusing(changed, error)),
  };
}

function answering(row: ServerRow, changes: RowOddity['play']): Told {
  const played = (play: Play): Play => ({ ...play, ...changes });
  return {
    say: (heard, play) => renderCompletion(row, heard, played(play)),
    stream: (heard, play) => renderStream(row, heard, played(play)),
    inStream: null,
  };
}

function refusing(row: ServerRow, words: ErrorWords): Told {
  const reply = (play: Play, seat: Seat) => renderError(words, seatValues(seat), requestIds(row, play));
  return {
    say: (_heard, play, seat) => reply(play, seat),
    stream: (_heard, play, seat) => {
      const { status, headers, body } = reply(play, seat);
      return { status, headers, frames: [{ kind: 'content', bytes: body }] };
    },
    inStream: (seat) => errorEvent(row, errorBody(words, seatValues(seat))),
  };
}
