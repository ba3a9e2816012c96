import type { JsonObject } from '../../contract/json-value.ts';
import type { Frame, Heard, Play, Seat, SimulatedError, StreamReply } from '../face.ts';
import { splitArguments, splitText } from '../openai/split-text.ts';
import { piecesOf } from '../pieces-of.ts';
import { sayError } from './errors.ts';
import {
  argumentText,
  envelope,
  finishWord,
  isModerated,
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
  const opening = choice({ role: 'assistant', content: '' }, null);
  const warnings = warningsOf(heard, play);
  const events: readonly Event[] = [
    {
      kind: 'open',
      choices: isModerated(play) ? [] : [opening],
      extra: warnings.length === 0 ? {} : { system: { warnings } },
    },
    ...outputEvents(play),
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

function outputEvents(play: Play): readonly Event[] {
  if (isModerated(play)) return [];
  const finish = finishWord(play);
  const deltas = [
    ...piecesOf(play, splitText).map((content) => ({ content })),
    ...play.toolCalls.flatMap(toolDeltas),
  ];
  const last = deltas.length - 1;
  const rides = finish === 'tool_calls' && play.toolCalls.length > 0;
  const events = deltas.map((delta, index): Event =>
    rides && index === last ? event('finish', delta, finish) : event('content', delta, null),
  );
  return rides || finish === null ? events : [...events, event('finish', { content: '' }, finish)];
}

/**
 * Llama 4's calls have no id; `index` tells them apart, and every piece repeats type and an empty name:
 * ChatServiceStreamingTest in https://github.com/IBM/watsonx-ai-java-sdk
 */
function toolDeltas(call: Play['toolCalls'][number], index: number): readonly JsonObject[] {
  const pieces = splitArguments(argumentText(call.arguments));
  return (pieces.length === 0 ? [''] : pieces).map((piece, place) => ({
    tool_calls: [
      { index, type: 'function', function: { name: place === 0 ? call.name : '', arguments: piece } },
    ],
  }));
}

function event(kind: Frame['kind'], delta: JsonObject, finish: string | null): Event {
  return { kind, choices: [choice(delta, finish)], extra: {} };
}

function choice(delta: JsonObject, finish: string | null): JsonObject {
  return { index: 0, finish_reason: finish, delta };
}

/** An error without a code of its own comes as the bare word, which is no JSON. */
export function renderStreamError(error: SimulatedError, seat: Seat): Uint8Array {
  const reply = sayError(error, seat);
  const data = reply.status === 500 ? 'error' : new TextDecoder().decode(reply.body);
  return encoder.encode(`event: error\ndata: ${data}\n\n`);
}
