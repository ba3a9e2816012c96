import type { JsonObject } from '../../contract/json-value.ts';
import { choicesOf } from '../choices-of.ts';
import type { Frame, Heard, Play, StreamReply } from '../face.ts';
import { splitArguments, splitText } from '../openai/split-text.ts';
import { piecesOf } from '../pieces-of.ts';
import { argumentText, callHead, finishOf, headersOf, usageOf } from './render-chat.ts';
import { logprobsOf } from './render-logprobs.ts';

const encoder = new TextEncoder();
/** An event is filled up so that its length tells nothing of its text. */
const WIDTH = 160;

/**
 * The answer as events, each a choice by itself: text that is empty first, the finish reason with nothing beside it, and
 * the usage after it for those who ask. No end marker. https://github.com/oracle/langchain-oracle/issues/316
 */
export function renderStream(heard: Heard, play: Play): StreamReply {
  const choices = choicesOf(heard, play);
  const finish = finishOf(play);
  const closing = Object.keys(finish).length === 0 ? [] : [finish];
  const usage = heard.usageInStream && !play.omit.has('usage') ? [{ usage: usageOf(play) }] : [];
  return {
    status: 200,
    headers: headersOf(play, 'text/event-stream'),
    frames: [
      ...choices.map((_, index) => frame('open', says(index, { content: textOf('') }))),
      ...choices.flatMap((choice, index) =>
        pieces(choice).map(({ message, token }) =>
          frame('content', { ...says(index, message), ...logprobsOf(heard, [token]) }),
        ),
      ),
      ...choices.flatMap((_, index) =>
        closing.map((end) => frame('finish', index === 0 ? end : { index, ...end })),
      ),
      ...usage.map((event) => frame('usage', event)),
    ],
  };
}

interface Piece {
  readonly message: JsonObject;
  readonly token: string;
}

function pieces(play: Play): readonly Piece[] {
  return [
    ...piecesOf(play, splitText).map((text) => ({ message: { content: textOf(text) }, token: text })),
    ...play.toolCalls.flatMap((call, at) => callPieces(play, call, at)),
  ];
}

/** Name and id come first and alone; what follows says of neither whose it is. */
function callPieces(play: Play, call: Play['toolCalls'][number], at: number): readonly Piece[] {
  const head = { ...callHead(play, call.name, at), arguments: '' };
  const rest = splitArguments(argumentText(call.arguments)).map((text) => ({
    type: 'FUNCTION',
    arguments: text,
  }));
  return [head, ...rest].map((entry) => ({ message: { toolCalls: [entry] }, token: entry.arguments }));
}

function says(index: number, message: JsonObject): JsonObject {
  return { index, message: { role: 'ASSISTANT', ...message } };
}

function textOf(text: string): readonly JsonObject[] {
  return [{ type: 'TEXT', text }];
}

function frame(kind: Frame['kind'], event: JsonObject): Frame {
  const pad = 'a'.repeat(Math.max(1, WIDTH - JSON.stringify(event).length));
  return { kind, bytes: encoder.encode(`data: ${JSON.stringify({ ...event, pad })}\n\n`) };
}
