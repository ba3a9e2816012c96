import type { Heard } from './face.ts';

/** What is asked for: how it is done, or the thing itself. */
const ASKS =
  /\b(?:step[- ]by[- ]step|steps|instructions|recipe|how (?:do|can|to|I)|write|give me|make me)\b/i;
/** What no filter lets through. */
const BANNED = /\b(?:pipe bombs?|nail bombs?|nerve agents?|sarin|ransomware|keylogger)\b/i;

/** Whether a filter stops a conversation: its last user asks for help with something that is banned, in English. */
export function isFiltered({ messages }: Pick<Heard, 'messages'>): boolean {
  const text = messages.findLast(({ role }) => role === 'user')?.text ?? '';
  return ASKS.test(text) && BANNED.test(text);
}
