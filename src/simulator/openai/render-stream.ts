import type { JsonObject } from '../../contract/json-value.ts';
import type { Frame, Heard, Play, StreamReply } from '../face.ts';
import { piecesOf } from '../pieces-of.ts';
import { toolCallId } from './chat-ids.ts';
import {
  admission,
  argumentText,
  envelope,
  finishWord,
  responseHeaders,
  stopField,
  timings,
  usageOf,
} from './render-completion.ts';
import type { ServerRow } from './server-row.ts';
import { splitArguments, splitText } from './split-text.ts';

const encoder = new TextEncoder();
export const DONE = 'data: [DONE]\n\n';

/** The answer as server-sent events, one frame an event. */
export function renderStream(row: ServerRow, heard: Heard, play: Play): StreamReply {
  const deltas = outputDeltas(row, play);
  const finish = finishWord(row, heard, play);
  const ride = row.finishOnLastDelta && deltas.length > 0 && finish !== null;
  const last = deltas.length - 1;
  const frames: Frame[] = [
    ...(row.comment === null ? [] : [frame('open', `:${row.comment}\n\n`)]),
    ...(row.opening === null ? [] : [chunk(row, heard, play, 'open', row.opening, 0)]),
    ...deltas.map((delta, index) =>
      ride && index === last
        ? chunk(row, heard, play, 'finish', delta, 1, finish)
        : chunk(row, heard, play, 'content', delta, (index + 1) / (last + 1)),
    ),
    ...(ride || finish === null ? [] : [chunk(row, heard, play, 'finish', row.finishDelta, 1, finish)]),
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

/** `share` is how much of the output has been sent, for servers that count as they go. */
function chunk(
  row: ServerRow,
  heard: Heard,
  play: Play,
  kind: Frame['kind'],
  delta: JsonObject,
  share: number,
  finish: string | null = null,
): Frame {
  const choice = {
    index: 0,
    delta,
    ...(row.logprobsKey ? { logprobs: null } : {}),
    finish_reason: finish,
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

function outputDeltas(row: ServerRow, play: Play): readonly JsonObject[] {
  const text = piecesOf(play, splitText).map((content) => ({ ...row.everyDelta, content }));
  return [...text, ...play.toolCalls.flatMap((call, index) => toolDeltas(row, play, call, index))];
}

function toolDeltas(
  row: ServerRow,
  play: Play,
  call: Play['toolCalls'][number],
  index: number,
): readonly JsonObject[] {
  const text = argumentText(call.arguments);
  const whole = !row.argumentPieces;
  const opening = {
    index,
    ...toolCallId(row, play, index),
    type: 'function',
    function: { name: call.name, arguments: whole ? text : '' },
  };
  const rest = whole ? [] : splitArguments(text).map((piece) => ({ index, function: { arguments: piece } }));
  return [opening, ...rest].map((entry) => ({ ...row.everyDelta, tool_calls: [entry] }));
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

function sse(data: JsonObject): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}
