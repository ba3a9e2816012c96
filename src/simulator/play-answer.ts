import type { ErrorKind } from '../contract/errors/error-kind.ts';
import type { GoldenAnswer } from '../contract/suites/prompt.ts';
import { answerUnknown, type Spoken } from './answer-unknown.ts';
import type { BookEntry } from './book.ts';
import { estimateInputTokens, estimateOutputTokens } from './estimate-tokens.ts';
import type { Heard, Play, Seat } from './face.ts';
import { isFiltered } from './is-filtered.ts';

/** What the model at a seat would say: an answer, the error its provider refuses with, or why there is neither here. */
export type Performance =
  | {
      readonly type: 'answer';
      readonly answer: Pick<Play, 'text' | 'toolCalls' | 'finish' | 'stopString' | 'usage'>;
    }
  | { readonly type: 'error'; readonly kind: ErrorKind }
  | { readonly type: 'unable'; readonly reason: string };

/** Applies the seat's limits and then says the book's answer or one made up, as far as the request allows it. */
export function playAnswer(heard: Heard, entry: BookEntry | null, seat: Seat): Performance {
  const inputTokens = estimateInputTokens(heard);
  if (seat.contextTokens !== null && inputTokens > seat.contextTokens) return error('context_overflow');
  if (seat.maxOutputTokens !== null && (heard.maxOutputTokens ?? 0) > seat.maxOutputTokens) {
    return error('output_limit');
  }
  if (seat.filters && isFiltered(heard)) {
    const usage = { inputTokens, outputTokens: 0 };
    return { type: 'answer', answer: { ...BLOCKED, usage } };
  }
  const whole = entry === null ? answerUnknown(heard) : recite(entry, heard);
  if (whole.type !== 'answer') return whole;
  const spoken = cutAtCap(cutAtStop(whole.answer, entry, heard), entry, heard);
  const tokens =
    spoken.finish === 'length' && heard.maxOutputTokens !== null
      ? heard.maxOutputTokens
      : estimateOutputTokens(spoken);
  // Every choice says the same, and each is paid for.
  const usage = { inputTokens, outputTokens: tokens * heard.count };
  return { type: 'answer', answer: { ...spoken, usage } };
}

/** https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-how.html: the words are the operator's. */
const BLOCKED = {
  text: 'Sorry, this request cannot be answered.',
  toolCalls: [],
  finish: 'content_filter',
  stopString: null,
} as const;

function error(kind: ErrorKind) {
  return { type: 'error', kind } as const;
}

function recite(entry: BookEntry, heard: Heard) {
  const { answer } = entry;
  if (answer.error !== null) return error(answer.error);
  return { type: 'answer', answer: speak(answer, entry, heard) } as const;
}

/** A model cannot call tools it was not given, and goes on where it was not told to stop. */
function speak(answer: GoldenAnswer, { stop: stops }: BookEntry, heard: Heard): Spoken {
  const toolCalls = answer.toolCalls.filter((call) => heard.tools.some((tool) => tool.name === call.name));
  if (toolCalls.length < answer.toolCalls.length) {
    return { text: 'I have no tool for that.', toolCalls, finish: 'stop', stopString: null };
  }
  const [wanted] = stops;
  const stopString = stops.find((stop) => heard.stop.includes(stop)) ?? null;
  const runsOn = wanted !== undefined && stopString === null && answer.finish === 'stop';
  const text = runsOn ? `${answer.text}${wanted} And so on.` : answer.text;
  return { text, toolCalls, finish: answer.finish, stopString: answer.finish === 'stop' ? stopString : null };
}

/** A stop string that is not the prompt's own ends the answer where it stands in it, and what came before is the answer. */
function cutAtStop(spoken: Spoken, entry: BookEntry | null, heard: Heard): Spoken {
  const [first] = heard.stop
    .filter((stop) => stop !== '' && entry?.stop.includes(stop) !== true)
    .map((stop) => ({ stop, at: spoken.text.indexOf(stop) }))
    .filter(({ at }) => at !== -1)
    .toSorted((a, b) => a.at - b.at);
  if (first === undefined) return spoken;
  return { text: spoken.text.slice(0, first.at), toolCalls: [], finish: 'stop', stopString: first.stop };
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
