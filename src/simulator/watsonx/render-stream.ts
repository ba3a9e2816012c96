import type { JsonObject } from '../../contract/json-value.ts';
import type { Frame, Heard, Play, Seat, SimulatedError, StreamReply } from '../face.ts';
import { choicesOf } from '../choices-of.ts';
import { splitArguments, splitText } from '../openai/split-text.ts';
import { piecesOf } from '../pieces-of.ts';
import { sayError } from './errors.ts';
import {
  argumentText,
  envelope,
  finishWord,
  isModerated,
  logprobsOf,
  stamps,
  usageOf,
  warningsOf,
} from './render-chat.ts';

const encoder = new TextEncoder();
const OBJECT = 'chat.completion.chunk';

interface Event {
  readonly kind: Frame['kind'];
  readonly choices: readonly JsonObject[];
  readonly extra: JsonObject;
}

/** The answer as numbered events. There is no end marker: the usage event is the last. */
export function renderStream(heard: Heard, play: Play): StreamReply {
  const warnings = warningsOf(heard, play);
  const opening = { role: 'assistant', content: '' };
  const events: readonly Event[] = [
    {
      kind: 'open',
      choices: isModerated(play) ? [] : choicesOf(heard, play).map((_, at) => choice(at, opening, null)),
      extra: warnings.length === 0 ? {} : { system: { warnings } },
    },
    ...choicesOf(heard, play).flatMap((_, at) => outputEvents(heard, play, at)),
    ...(play.omit.has('usage')
      ? []
      : [{ kind: 'usage', choices: [], extra: { usage: usageOf(play) } } as const]),
  ];
  return {
    status: 200,
    headers: { 'content-type': 'text/event-stream' },
    frames: events.map((event, index) => ({ kind: event.kind, bytes: toBytes(play, event, index) })),
  };
}

function toBytes(play: Play, event: Event, index: number): Uint8Array {
  const data = {
    ...envelope(play, OBJECT),
    choices: event.choices,
    ...stamps(play, index),
    ...event.extra,
  };
  return encoder.encode(`id: ${index + 1}\nevent: message\ndata: ${JSON.stringify(data)}\n\n`);
}

/** A delta, and the piece of output in it. */
interface Piece {
  readonly delta: JsonObject;
  readonly token: string;
}

function outputEvents(heard: Heard, play: Play, at: number): readonly Event[] {
  if (isModerated(play)) return [];
  const finish = finishWord(play);
  const pieces: readonly Piece[] = [
    ...piecesOf(play, splitText).map((content) => ({ delta: { content }, token: content })),
    ...play.toolCalls.flatMap(toolPieces),
  ];
  const last = pieces.length - 1;
  const rides = finish === 'tool_calls' && play.toolCalls.length > 0;
  const event = (
    kind: Frame['kind'],
    delta: JsonObject,
    word: string | null,
    more: JsonObject = {},
  ): Event => ({
    kind,
    choices: [{ ...choice(at, delta, word), ...more }],
    extra: {},
  });
  const events = pieces.map(({ delta, token }, index): Event => {
    const ends = rides && index === last;
    return event(ends ? 'finish' : 'content', delta, ends ? finish : null, logprobsOf(heard, [token]));
  });
  return rides || finish === null ? events : [...events, event('finish', { content: '' }, finish)];
}

/**
 * Llama 4's calls have no id; `index` tells them apart, and every piece repeats type and an empty name:
 * ChatServiceStreamingTest in https://github.com/IBM/watsonx-ai-java-sdk
 */
function toolPieces(call: Play['toolCalls'][number], index: number): readonly Piece[] {
  const tokens = splitArguments(argumentText(call.arguments));
  return (tokens.length === 0 ? [''] : tokens).map((token, place) => {
    const named = { name: place === 0 ? call.name : '', arguments: token };
    return { delta: { tool_calls: [{ index, type: 'function', function: named }] }, token };
  });
}

function choice(index: number, delta: JsonObject, finish: string | null): JsonObject {
  return { index, finish_reason: finish, delta };
}

/** An error without a code of its own comes as the bare word, which is no JSON. */
export function renderStreamError(error: SimulatedError, seat: Seat): Uint8Array {
  const reply = sayError(error, seat);
  const data = reply.status === 500 ? 'error' : new TextDecoder().decode(reply.body);
  return encoder.encode(`event: error\ndata: ${data}\n\n`);
}
