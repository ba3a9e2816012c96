import type { GoldenAnswer, GoldenPrompt } from '../contract/suites/prompt.ts';
import { InputError, problem, type Problem } from '../contract/problem.ts';
import type { Message } from '../contract/exchanges/request.ts';
import type { HeardMessage } from './face.ts';
import { JOINTS, messageKey, toHeardMessage } from './message-key.ts';

/** One prompt that the simulator knows, and the answer it plays. */
export interface BookEntry {
  readonly promptId: string;
  readonly messages: readonly Message[];
  readonly answer: GoldenAnswer;
  readonly stop: readonly string[];
  readonly maxOutputTokens: number | null;
  /** Facts of the answer by the place of the input that they stand at. */
  readonly sentinels?: GoldenPrompt['sentinels'];
}

/** What was found: a stable key for any conversation, and the entry when it is a known one. */
export interface Found {
  readonly key: string;
  readonly entry: BookEntry | null;
}

/** The prompts by what they say. Throws InputError when two of them say the same. */
export function createBook(entries: readonly BookEntry[]): (messages: readonly HeardMessage[]) => Found {
  const pages = new Map<string, BookEntry>();
  const problems: Problem[] = [];
  for (const entry of entries) {
    for (const key of new Set(JOINTS.map((joint) => spell(entry, joint)))) {
      const other = pages.get(key);
      if (other === undefined) {
        pages.set(key, entry);
      } else if (other !== entry) {
        problems.push(sameMessages(other, entry));
        break;
      }
    }
  }
  if (problems.length > 0) throw new InputError(problems);
  return (messages) => findEntry(pages, messages);
}

function spell(entry: BookEntry, joint: string): string {
  return messageKey(
    entry.messages.map((message) => toHeardMessage(message, joint)),
    joint,
  );
}

function findEntry(pages: ReadonlyMap<string, BookEntry>, messages: readonly HeardMessage[]): Found {
  const systems = messages.filter((message) => message.role === 'system').length;
  const keys = (systems > 1 ? JOINTS : JOINTS.slice(0, 1)).map((joint) => messageKey(messages, joint));
  const entry = keys.map((key) => pages.get(key)).find((page) => page !== undefined) ?? null;
  return { key: entry === null ? `unknown:${keys[0]}` : `prompt:${entry.promptId}`, entry };
}

function sameMessages(first: BookEntry, second: BookEntry): Problem {
  return problem(
    `prompts ${first.promptId} and ${second.promptId} have the same messages, so the simulator cannot tell them apart`,
    'change the messages of one of them, or remove it',
  );
}
