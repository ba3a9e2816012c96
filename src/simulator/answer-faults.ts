import type { AnswerFault, Fault } from '../contract/wires/fault.ts';
import { FINISH_REASONS, type UnifiedFinishReason } from '../contract/exchanges/finish-reason.ts';
import type { JsonValue } from '../contract/json-value.ts';
import { editAt, type Edit } from '../json/edit-at.ts';
import { isJsonArray } from '../json/json-value.ts';
import { parseOrUndefined } from '../json/read.ts';
import { tokensOf } from '../json/pointer.ts';
import { isRecord } from '../json/read.ts';
import { PROSE } from './answer-unknown.ts';
import { cutEffects, type FaultCue } from './cut-faults.ts';
import type { Play } from './face.ts';
import { firstMember } from './first-member.ts';
import { varyAnswer } from './vary-answer.ts';

type AnswerEffect = (play: Play, fault: Fault, cue: FaultCue) => Play;

/** Edits the JSON that the answer is: its text, or else the arguments of its first tool call. */
function edit(
  change: (fault: Fault) => Edit,
  wanted: (value: JsonValue) => boolean = () => true,
): AnswerEffect {
  return (play, fault) => {
    const apply = (value: JsonValue): JsonValue => {
      const path = fault.pointer === undefined ? firstMember(value, wanted) : tokensOf(fault.pointer);
      return path === null ? value : editAt(value, path, change(fault));
    };
    const value = parseStructure(play.text);
    if (value !== null) {
      const indent = play.text.includes('\n') ? 2 : undefined;
      return { ...play, text: JSON.stringify(apply(value), null, indent) };
    }
    return withFirstCall(play, (call) => ({
      ...call,
      arguments: typeof call.arguments === 'string' ? call.arguments : apply(call.arguments),
    }));
  };
}

function parseStructure(text: string): JsonValue | null {
  const value = parseOrUndefined(text) ?? null;
  return typeof value === 'object' ? value : null;
}

type Call = Play['toolCalls'][number];

function withFirstCall(play: Play, change: (call: Call) => Call | null): Play {
  const [first, ...rest] = play.toolCalls;
  if (first === undefined) return play;
  const changed = change(first);
  return { ...play, toolCalls: changed === null ? rest : [changed, ...rest] };
}

function retype(value: JsonValue): JsonValue {
  if (typeof value === 'string') return value.length;
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? {} : [];
  return String(value);
}

function firstHalf(text: string): string {
  const characters = [...text];
  return characters.slice(0, Math.floor(characters.length / 2)).join('');
}

function asArguments(value: JsonValue | string): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function truncate(play: Play): Play {
  if (play.text !== '') return { ...play, text: firstHalf(play.text) };
  return withFirstCall(play, (call) => ({ ...call, arguments: firstHalf(asArguments(call.arguments)) }));
}

function isUnified(word: string): word is UnifiedFinishReason {
  return FINISH_REASONS.some((reason) => reason === word);
}

/** One of our words is said in the wire's own; any other is said as it stands; null is no finish reason. */
function changeFinish(play: Play, fault: Fault): Play {
  const word = fault.value === undefined ? (play.finish === 'length' ? 'stop' : 'length') : fault.value;
  if (typeof word !== 'string') return { ...play, finish: null, finishWord: null };
  return isUnified(word) && word !== 'unknown'
    ? { ...play, finish: word, finishWord: null, stopString: null }
    : { ...play, finishWord: word, stopString: null };
}

/** `value` renames the first call, null drops it; an answer without calls gets one that nobody wanted. */
function changeTool(play: Play, fault: Fault): Play {
  const name = typeof fault.value === 'string' ? fault.value : 'some_other_tool';
  if (play.toolCalls.length === 0 && fault.value !== null) {
    return { ...play, toolCalls: [{ name, arguments: {} }] };
  }
  return withFirstCall(play, (call) => (fault.value === null ? null : { ...call, name }));
}

/** `value` is the output tokens told, or both counts; null is no usage at all; 0 unless given. */
function changeUsage(play: Play, fault: Fault): Play {
  const { value = 0 } = fault;
  if (value === null) return { ...play, omit: new Set([...play.omit, 'usage' as const]) };
  const count = (key: 'inputTokens' | 'outputTokens'): number => {
    const given = isRecord(value) ? value[key] : undefined;
    return typeof given === 'number' ? given : play.usage[key];
  };
  const usage =
    typeof value === 'number'
      ? { ...play.usage, outputTokens: value }
      : { inputTokens: count('inputTokens'), outputTokens: count('outputTokens') };
  return { ...play, usage };
}

/** `value` is the text, or a list of the pieces in which a stream says it. */
function changeText(play: Play, { value }: Fault): Play {
  if (value !== undefined && isJsonArray(value)) {
    const pieces = value.filter((piece) => typeof piece === 'string');
    return { ...play, text: pieces.join(''), pieces };
  }
  return { ...play, text: typeof value === 'string' ? value : 'I would rather speak of something else.' };
}

/** What a server does that takes a schema and does not look at it, as some hosts do: the model says what it would have said. */
const ignoreSchema: AnswerEffect = (play, _fault, { heard }) =>
  heard.jsonSchema === null ? play : { ...play, text: PROSE };

/** What each answer fault does to what is said; the bytes stay well formed. */
export const answerEffects: Readonly<Record<AnswerFault, AnswerEffect>> = {
  'drop-key': edit(() => () => undefined),
  retype: edit((fault) => (value) => fault.value ?? retype(value)),
  enum: edit(
    (fault) => () => fault.value ?? 'not-in-the-enum',
    (value) => typeof value === 'string',
  ),
  null: edit(() => () => null),
  truncate,
  fence: (play) => ({ ...play, text: `\`\`\`json\n${play.text}\n\`\`\`` }),
  finish: changeFinish,
  tool: changeTool,
  'tool-arguments': (play, fault) =>
    withFirstCall(play, (call) => ({
      ...call,
      arguments: fault.value ?? asArguments(call.arguments).slice(0, -1),
    })),
  usage: changeUsage,
  ...cutEffects,
  vary: varyAnswer,
  'schema-ignored': ignoreSchema,
  text: changeText,
};
