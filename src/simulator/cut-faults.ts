import type { AnswerFault, Fault } from '../contract/wires/fault.ts';
import type { BookEntry } from './book.ts';
import { estimateTextTokens } from './estimate-tokens.ts';
import type { Random } from '../contract/world.ts';
import type { Heard, Play } from './face.ts';
import { takeTokens } from './play-answer.ts';

/** What an answer fault may know beside the answer. */
export interface FaultCue {
  readonly entry: BookEntry | null;
  readonly heard: Pick<Heard, 'stream' | 'maxOutputTokens' | 'jsonSchema' | 'stop'>;
  /** A generator of this request. */
  random(label: string): Random;
}

type CutEffect = (play: Play, fault: Fault, cue: FaultCue) => Play;

/** Where a part of the input begins, as a share of it. */
const BEGINS = { start: 0, middle: 0.5, end: 0.8 } as const;

function without(text: string, fact: string): string {
  return text.replaceAll(fact, 'something');
}

/**
 * The server read the end of the prompt alone, as Ollama does when its window is full
 * (https://github.com/ollama/ollama/blob/main/server/prompt.go), and answers with 200 and without the facts of the rest.
 * `value` is the share that it read, 0.5 unless given, or `untold`: then the usage counts the whole prompt; with
 * `declared` it does too, and a chat server says `truncated: true`.
 */
const cutInput: CutEffect = (play, { value }, { entry }) => {
  const share = typeof value === 'number' ? value : 0.5;
  const lost = (entry?.sentinels ?? [])
    .filter(({ at }) => BEGINS[at] < 1 - share)
    .flatMap(({ fact }) => fact);
  const { inputTokens, outputTokens } = play.usage;
  const inputCount =
    value === 'untold' || value === 'declared' ? inputTokens : Math.floor(inputTokens * share);
  return {
    ...play,
    text: lost.reduce(without, play.text),
    usage: { inputTokens: inputCount, outputTokens },
    ...(value === 'declared' ? { truncated: true } : {}),
  };
};

/** The server stops at a cap of its own, below the client's, and says `length`. `value` is that cap; half the answer. */
const cap: CutEffect = (play, { value }) => {
  const tokens = typeof value === 'number' ? value : Math.floor(play.usage.outputTokens / 2);
  if (play.usage.outputTokens <= tokens) return play;
  const text = takeTokens(play.text, tokens);
  return {
    ...play,
    text,
    toolCalls: [],
    finish: 'length',
    finishWord: null,
    stopString: null,
    usage: { ...play.usage, outputTokens: tokens },
  };
};

/**
 * The cap falls into the arguments of a call: a whole response says `length`, a stream `tool_calls`, as vLLM does
 * (https://github.com/vllm-project/vllm/issues/53269).
 */
const cutCall: CutEffect = (play, _fault, { heard }) => {
  const [call] = play.toolCalls;
  if (call === undefined) return play;
  const whole = typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments);
  const cut = whole.slice(0, Math.ceil(whole.length / 2));
  const outputTokens = heard.maxOutputTokens ?? estimateTextTokens(call.name + cut);
  return {
    ...play,
    toolCalls: [{ name: call.name, arguments: cut }],
    finish: heard.stream ? 'tool_calls' : 'length',
    finishWord: null,
    stopString: null,
    usage: { ...play.usage, outputTokens },
  };
};

/** The server hands the stop string down, the prompt's own or else the request's, and goes on. `value` is what it says then. */
const ignoreStop: CutEffect = (play, { value }, { entry, heard }) => {
  const [stop = ''] = entry?.stop ?? heard.stop;
  const text = `${play.text}${stop}${typeof value === 'string' ? value : ' And so on.'}`;
  const outputTokens = Math.max(play.usage.outputTokens, estimateTextTokens(text));
  return { ...play, text, stopString: null, usage: { ...play.usage, outputTokens } };
};

/** Answers and prompts that are cut on the server's side, or not cut where they should be. */
export const cutEffects = {
  'input-cut': cutInput,
  cap,
  'tool-cap': cutCall,
  'stop-ignored': ignoreStop,
} satisfies Partial<Record<AnswerFault, CutEffect>>;
