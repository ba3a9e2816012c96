import type { JsonObject, JsonValue } from '../../contract/json-value.ts';
import type { Frame, Heard, Play, StreamReply } from '../face.ts';
import { choicesOf } from '../choices-of.ts';
import { piecesOf } from '../pieces-of.ts';
import { toolCallId } from './chat-ids.ts';
import {
  admission,
  argumentText,
  envelope,
  finishWord,
  logprobsOf,
  nativeFinish,
  responseHeaders,
  stopField,
  timings,
  usageOf,
} from './render-completion.ts';
import type { ServerRow } from './server-row.ts';
import { splitArguments, splitText } from './split-text.ts';

const encoder = new TextEncoder();
const DONE = 'data: [DONE]\n\n';

/** A piece of output, and the tokens that it holds. */
interface Piece {
  readonly delta: JsonObject;
  readonly tokens: readonly string[];
}

/** The answer as server-sent events, one frame an event; where there are several choices, they come by turns. */
export function renderStream(row: ServerRow, heard: Heard, play: Play): StreamReply {
  const choices = choicesOf(heard, play).map((choice) => outputPieces(row, choice));
  const finish = finishWord(row, heard, play);
  const length = choices[0]?.length ?? 0;
  const ride = row.finishOnLastDelta && length > 0 && finish !== null;
  const event = (kind: Frame['kind'], index: number, piece: Piece, share: number, word: string | null) =>
    chunk(row, heard, play, { kind, index, piece, share, finish: word });
  const every = (kind: Frame['kind'], delta: JsonObject, share: number, word: string | null): Frame[] =>
    choices.map((_, index) => event(kind, index, { delta, tokens: [] }, share, word));
  const comments = row.comment === null ? [] : [frame('open', `:${row.comment}\n\n`)];
  const between = row.commentsBetween ? comments : [];
  const frames: Frame[] = [
    ...comments,
    ...(row.prelude === null ? [] : [frame('open', sse({ choices: [], ...row.prelude }))]),
    ...(row.opening === null ? [] : every('open', row.opening, 0, null)),
    ...Array.from({ length }, (_, at) => at).flatMap((at) =>
      choices.flatMap((pieces, index) => {
        const piece = pieces[at];
        if (piece === undefined) return [];
        const word = ride && at === length - 1 ? finish : null;
        const kind = word === null ? 'content' : 'finish';
        return [...between, event(kind, index, piece, (at + 1) / length, word)];
      }),
    ),
    ...(ride || finish === null ? [] : every('finish', row.finishDelta, 1, finish)),
    ...usageFrames(row, heard, play),
    ...(row.done && !play.omit.has('done') ? [frame('end', DONE)] : []),
  ];
  return {
    status: 200,
    headers: responseHeaders(row, play, 'text/event-stream; charset=utf-8', row.extraStreamHeaders),
    frames,
  };
}

function frame(kind: Frame['kind'], text: string): Frame {
  return { kind, bytes: encoder.encode(text) };
}

/** One event of one choice. `share` is how much of the output has been sent, for servers that count as they go. */
interface Event {
  readonly kind: Frame['kind'];
  readonly index: number;
  readonly piece: Piece;
  readonly share: number;
  readonly finish: string | null;
}

function chunk(row: ServerRow, heard: Heard, play: Play, event: Event): Frame {
  const { kind, index, piece, share, finish } = event;
  const choice = {
    index,
    delta: piece.delta,
    ...logprobsOf(row, heard, piece.tokens),
    finish_reason: finish,
    ...nativeFinish(row, finish),
    ...(finish === null ? {} : stopField(row, play)),
  };
  const running = row.streamUsage === 'running-when-asked' && heard.usageInStream && !play.omit.has('usage');
  return frame(
    kind,
    sse({
      ...envelope(row, play, 'chat.completion.chunk'),
      choices: [choice],
      ...(finish === null ? {} : admission(play)),
      ...(running ? { usage: usageOf(row, play, Math.round(play.usage.outputTokens * share)) } : {}),
    }),
  );
}

function outputPieces(row: ServerRow, play: Play): readonly Piece[] {
  const text = piecesOf(play, splitText).map((content) => ({
    delta: { ...row.everyDelta, content },
    tokens: [content],
  }));
  const [first, ...rest] = [
    ...text,
    ...play.toolCalls.flatMap((call, index) => toolPieces(row, play, call, index)),
  ];
  return first === undefined ? [] : [{ ...first, delta: { ...row.firstDelta, ...first.delta } }, ...rest];
}

function toolPieces(
  row: ServerRow,
  play: Play,
  call: Play['toolCalls'][number],
  index: number,
): readonly Piece[] {
  const text = argumentText(call.arguments);
  const whole = !row.argumentPieces;
  const place = { index: row.repeatsCalls ? 0 : index };
  const named = { ...toolCallId(row, play, index), type: 'function' };
  const opening = {
    ...place,
    ...named,
    function: { name: call.name, arguments: whole ? text : '' },
  };
  const rest = whole ? [] : splitArguments(text);
  const entries = [
    { entry: opening, tokens: whole ? splitArguments(text) : [] },
    ...rest.map((piece) => ({
      entry: { ...place, ...(row.repeatsCalls ? named : {}), function: { arguments: piece } },
      tokens: [piece],
    })),
  ];
  return entries.map(({ entry, tokens }) => ({
    delta: { ...row.everyDelta, tool_calls: [entry] },
    tokens,
  }));
}

function usageFrames(row: ServerRow, heard: Heard, play: Play): readonly Frame[] {
  const wanted = row.streamUsage === 'always' || (row.streamUsage !== 'never' && heard.usageInStream);
  if (!wanted || play.omit.has('usage')) return [];
  const body = {
    ...envelope(row, play, 'chat.completion.chunk'),
    choices: [],
    usage: usageOf(row, play),
    ...timings(row, play),
  };
  return [frame('usage', sse(body))];
}

/** An error as its server puts it into a stream, with whatever it sends after it. */
export function errorEvent(row: ServerRow, body: JsonValue): Uint8Array {
  const event = row.streamErrorTemplate.replace('{body}', () => JSON.stringify(body));
  return encoder.encode(`${event}${row.doneAfterError ? DONE : ''}`);
}

function sse(data: JsonObject): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}
