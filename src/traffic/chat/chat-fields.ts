import { isDeepStrictEqual } from 'node:util';
import type { JsonValue } from '../../contract/json-value.ts';
import type { Loss } from '../../contract/exchanges/stream-part.ts';

/** What of a chat request cannot be read, by the field's name in it, such as `messages[2].content`. */
export interface ChatRefusal {
  readonly param: string;
  readonly message: string;
}

/** What is noted while a request is read. */
export interface ChatNotes {
  /** What is asked, but not as it was asked; by field. */
  readonly losses: Map<string, Loss>;
  /** Without which another question would be asked: one is enough, and nothing is. */
  readonly refusals: ChatRefusal[];
}

/** Nobody mends more at a time, and a request may have a million things that are wrong. */
const MOST_REFUSALS = 20;

export function refuse(notes: ChatNotes, param: string, message: string): null {
  if (notes.refusals.length < MOST_REFUSALS) notes.refusals.push({ param, message });
  return null;
}

export function drop(notes: ChatNotes, field: string, reason: string): void {
  lose(notes, { field, action: 'dropped', reason });
}

export function downgrade(notes: ChatNotes, field: string, reason: string): void {
  lose(notes, { field, action: 'downgraded', reason });
}

/** Who sends it names its fields, and they are shown. */
const MOST_LOSSES = 40;
const OTHERS: Loss = { field: 'others', action: 'dropped', reason: 'there are more than are named' };

function lose({ losses }: ChatNotes, loss: Loss): void {
  const kept = losses.has(loss.field) || losses.size < MOST_LOSSES ? loss : OTHERS;
  losses.set(kept.field, kept);
}

/**
 * Fields that say what is said anyway where they are left out.
 * https://platform.openai.com/docs/api-reference/chat/create
 */
const DEFAULTS: Readonly<Record<string, JsonValue>> = {
  n: 1,
  presence_penalty: 0,
  frequency_penalty: 0,
  logit_bias: {},
  logprobs: false,
  top_logprobs: 0,
  parallel_tool_calls: true,
  modalities: ['text'],
  service_tier: 'auto',
  store: false,
  metadata: {},
};

const OF_THE_SENDER = 'says who asks or how it is kept, and nothing of the answer';

/** Why a field is left out, where there is more to say than that there is no place for it. */
const REASONS: Readonly<Record<string, string>> = {
  n: 'one answer is asked for',
  user: OF_THE_SENDER,
  metadata: OF_THE_SENDER,
  store: OF_THE_SENDER,
  service_tier: OF_THE_SENDER,
  prompt_cache_key: OF_THE_SENDER,
  safety_identifier: OF_THE_SENDER,
};

/** The earlier form of tools, which nobody should have to guess at. */
const REFUSED: Readonly<Record<string, string>> = {
  functions: 'is the earlier form of tools, which is not read',
  function_call: 'is the earlier form of tool_choice, which is not read',
};

/** Notes what becomes of a field that has no place in a canonical request. */
export function noteField(name: string, value: JsonValue | undefined, notes: ChatNotes): void {
  if (value === null || value === undefined) return;
  const refused = Object.hasOwn(REFUSED, name) ? REFUSED[name] : undefined;
  if (refused !== undefined) refuse(notes, name, refused);
  else if (!Object.hasOwn(DEFAULTS, name) || !isDeepStrictEqual(value, DEFAULTS[name])) {
    const reason = Object.hasOwn(REASONS, name) ? REASONS[name] : undefined;
    drop(notes, name, reason ?? 'a canonical request has no place for it');
  }
}
