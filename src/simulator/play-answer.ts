import type { ErrorKind } from '../contract/error-kind.ts';
import type { GoldenAnswer } from '../contract/prompt.ts';
import type { BookEntry } from './book.ts';
import { estimateInputTokens, estimateOutputTokens } from './estimate-tokens.ts';
import type { Heard, Play, Seat } from './face.ts';

/** What the model at a seat would say: an answer, or the error its provider refuses with. */
export type Performance =
  | {
      readonly type: 'answer';
      readonly answer: Pick<Play, 'text' | 'toolCalls' | 'finish' | 'stopString' | 'usage'>;
    }
  | { readonly type: 'error'; readonly kind: ErrorKind };

type Spoken = Pick<Play, 'text' | 'toolCalls' | 'finish' | 'stopString'>;

const UNKNOWN_PROMPT: GoldenAnswer = {
  text: 'Hello! I am a simulated model. This conversation is not in my book, so this short text is all I can say.',
  toolCalls: [],
  finish: 'stop',
  error: null,
};

/** Applies the seat's limits and then says the book's answer, as far as the request allows it. */
export function playAnswer(heard: Heard, entry: BookEntry | null, seat: Seat): Performance {
  const inputTokens = estimateInputTokens(heard);
  if (seat.contextTokens !== null && inputTokens > seat.contextTokens) return error('context_overflow');
  if (seat.maxOutputTokens !== null && (heard.maxOutputTokens ?? 0) > seat.maxOutputTokens) {
    return error('output_limit');
  }
  const answer = entry?.answer ?? UNKNOWN_PROMPT;
  if (answer.error !== null) return error(answer.error);
  const spoken = cutAtCap(speak(answer, entry, heard), entry, heard);
  const outputTokens =
    spoken.finish === 'length' && heard.maxOutputTokens !== null
      ? heard.maxOutputTokens
      : estimateOutputTokens(spoken);
  return { type: 'answer', answer: { ...spoken, usage: { inputTokens, outputTokens } } };
}

function error(kind: ErrorKind): Performance {
  return { type: 'error', kind };
}

/** A model cannot call tools it was not given, and goes on where it was not told to stop. */
function speak(answer: GoldenAnswer, entry: BookEntry | null, heard: Heard): Spoken {
  const toolCalls = answer.toolCalls.filter((call) => heard.tools.some((tool) => tool.name === call.name));
  if (toolCalls.length < answer.toolCalls.length) {
    return { text: 'I have no tool for that.', toolCalls, finish: 'stop', stopString: null };
  }
  const stops = entry?.stop ?? [];
  const [wanted] = stops;
  const stopString = stops.find((stop) => heard.stop.includes(stop)) ?? null;
  const runsOn = wanted !== undefined && stopString === null && answer.finish === 'stop';
  const text = runsOn ? `${answer.text}${wanted} And so on.` : answer.text;
  return { text, toolCalls, finish: answer.finish, stopString: answer.finish === 'stop' ? stopString : null };
}

/** A cap below the prompt's own cuts the answer, as it would cut a model's. */
function cutAtCap(spoken: Spoken, entry: BookEntry | null, heard: Heard): Spoken {
  const cap = heard.maxOutputTokens;
  const lower = cap !== null && cap < (entry?.maxOutputTokens ?? Number.POSITIVE_INFINITY);
  if (!lower || estimateOutputTokens(spoken) <= cap) return spoken;
  return { text: takeTokens(spoken.text, cap), toolCalls: [], finish: 'length', stopString: null };
}

/** The beginning of a text, as far as so many tokens go. */
export function takeTokens(text: string, tokens: number): string {
  let bytes = tokens * 4;
  let end = 0;
  for (const character of text) {
    bytes -= Buffer.byteLength(character);
    if (bytes < 0) break;
    end += character.length;
  }
  return text.slice(0, end);
}
