import type { CodeRule } from './codes.ts';

/** Something said, and the field that said it, as a path: `body/error/code`, `thrown/message`, `headers/…`. */
export interface Sign<Value = string> {
  readonly value: Value;
  readonly place: string;
}

/** Words as they are read, and as they stand there: with their addresses, and the objects between them. */
export interface Words extends Sign {
  readonly shown: string;
  /** Which characters it may have: `signsOf` what it was read from. */
  readonly signs: number;
}

/** A code, type or name of an exception as it was written, and the rule for it; null for one that nobody knows. */
export interface Code extends Sign {
  readonly rule: CodeRule | null;
}

/** Everything an error says of itself. Within each list the most specific comes first. */
export interface Evidence {
  readonly codes: readonly Code[];
  /** What is said in words. */
  readonly texts: readonly Words[];
  /** HTTP statuses that fields state; those in words are read from `texts`. */
  readonly stated: readonly Sign<number>[];
  /** Delays that a field of the body asks for, in milliseconds. */
  readonly delaysMs: readonly number[];
  readonly requestIds: readonly string[];
}

/** The same while it is being collected. `left` bounds the work on hostile input. */
export interface Collector {
  readonly codes: Sign[];
  readonly texts: Words[];
  readonly stated: Sign<number>[];
  readonly delaysMs: number[];
  readonly requestIds: string[];
  left: number;
}

/** No real envelope holds more fields; a body built to waste our time does. */
const MAX_STEPS = 400;

export function createCollector(): Collector {
  return { codes: [], texts: [], stated: [], delaysMs: [], requestIds: [], left: MAX_STEPS };
}
