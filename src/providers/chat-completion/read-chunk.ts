import { isRecord, recordAt, stringAt, type UnknownRecord } from '../../json/read.ts';
import type { StreamOutput } from '../reading/stream-decoder.ts';
import type { ChatEvent } from './chat-grammar.ts';
import { findOddities, isRefused } from './find-oddities.ts';
import { choiceAt, firstChoice } from './first-choice.ts';
import { holdChunks } from './hold-chunks.ts';
import { isTimeLimit, mapFinishReason } from './map-finish-reason.ts';
import { readReasoning, readText, readToolPieces } from './read-message.ts';
import { readUsage } from './read-usage.ts';
import { createToolSlots } from './tool-slots.ts';

const NOTHING: UnknownRecord = {};

/** Where nearly every chunk has its text. */
export function textOfDelta(chunk: unknown): string | null {
  return stringAt(recordAt(firstChoice(chunk), 'delta'), 'content');
}

/** Reads one chunk after another into the output: what it says of choice 0, of the model, and of tokens. */
export function createChunkReader(
  requestId: string | null,
  output: StreamOutput<ChatEvent>,
  isBare: boolean,
): {
  /** Gives the text, when text in its usual place is all that the chunk says. */
  read(chunk: unknown): string | null;
  /** Reads what still waited for a choice 0. */
  end(): void;
  /** Reads a chunk that says this text, which is not empty, and is like one that said nothing but text. */
  readAlike(text: string): void;
} {
  const holding = holdChunks();
  const warn: StreamOutput<ChatEvent>['warn'] = (code, message) => output.warn(code, message);
  const slots = createToolSlots(() =>
    warn('message/snapshot', 'whole arguments of a tool call came where pieces were asked for'),
  );
  let named = false;
  let textSoFar = '';
  let called = false;
  let refused = false;

  const name = (chunk: unknown): void => {
    if (named || !(isBare || stringAt(chunk, 'model') || stringAt(chunk, 'id'))) return;
    named = true;
    const model = stringAt(chunk, 'model') || stringAt(chunk, 'model_id') || null;
    const providerRequestId = requestId ?? (stringAt(chunk, 'id') || null);
    const systemFingerprint = stringAt(chunk, 'system_fingerprint') || null;
    output.emit({ type: 'meta', model, providerRequestId, systemFingerprint, warnings: [] });
  };

  /** What a server says as a whole message each time is news from where the text had come to. */
  const readSnapshot = (message: UnknownRecord): string => {
    const whole = readText(message['content']);
    output.warn('message/snapshot', 'whole messages came where pieces were asked for');
    return whole.startsWith(textSoFar) ? whole.slice(textSoFar.length) : whole;
  };

  const warnOfBoth = (): void =>
    output.warn('message/refusal-beside-answer', 'a refusal stands beside an answer');

  const say = (text: string): void => {
    output.emit({ type: 'text-delta', text });
    textSoFar += text;
    if (refused) warnOfBoth();
  };

  /** What a delta says: nothing, text alone, or more. */
  const readDelta = (choice: unknown, sent: UnknownRecord | null): 'nothing' | 'text' | 'more' => {
    const whole = sent === null ? recordAt(choice, 'message') : null;
    const delta = sent ?? whole ?? NOTHING;
    const reasoning = readReasoning(delta);
    const text =
      whole === null ? readText(delta['content']) || (stringAt(choice, 'text') ?? '') : readSnapshot(whole);
    const pieces = readToolPieces(delta);
    if (reasoning !== '') output.emit({ type: 'reasoning-delta', text: reasoning });
    if (text !== '') say(text);
    if (text !== '' || reasoning !== '') output.step('content');
    if (pieces.length > 0) output.step('tool');
    called ||= pieces.length > 0;
    refused ||= isRefused(delta);
    if (refused && (called || textSoFar !== '')) warnOfBoth();
    for (const piece of pieces) {
      if (!isBare && piece.index === null && whole === null) {
        output.warn('tool/delta-without-index', 'a tool delta has no index');
      }
      output.emit(slots.take(piece));
    }
    if (reasoning !== '' || pieces.length > 0) return 'more';
    return text === '' ? 'nothing' : 'text';
  };

  const readFor = (chunk: unknown, index: number): string | null => {
    name(chunk);
    const choice = choiceAt(chunk, index);
    const delta = recordAt(choice, 'delta');
    const usage = readUsage(chunk, choice);
    const message = delta ?? recordAt(choice, 'message');
    findOddities({ value: chunk, choice, message, usage }, warn);
    const kind = readDelta(choice, delta);
    if (usage !== null) output.usage(usage);
    const truncated = isRecord(chunk) && chunk['truncated'] === true;
    const word = isRecord(choice) ? choice['finish_reason'] : null;
    const reason = mapFinishReason(word, truncated);
    if (isTimeLimit(word)) output.warn('truncation/time-limit', "the server's time limit ended the answer");
    if (truncated) output.warn('truncation/declared', 'the server says truncated: true');
    const before = output.finishReason();
    if (reason !== null) {
      output.step(before !== null && before.raw !== reason.raw ? 'refinish' : 'finish');
      output.finish(reason);
    }
    if (usage !== null) output.step('usage');
    else if (kind === 'nothing' && reason === null) {
      output.step(stringAt(delta, 'role') ? 'role' : 'quiet');
    }
    return kind === 'text' && usage === null && reason === null ? stringAt(delta, 'content') : null;
  };

  const readAll = ({ chunks, index }: ReturnType<typeof holding.take>): string | null => {
    let text: string | null = null;
    for (const chunk of chunks) text = readFor(chunk, index);
    return text;
  };

  return {
    read: (chunk) => readAll(holding.take(chunk)),
    end() {
      readAll(holding.end());
    },
    readAlike(text) {
      say(text);
      output.step('content');
    },
  };
}
