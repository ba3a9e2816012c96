import { describe, expect, it } from 'vitest';
import { CONVERSE_GRAMMAR, type ConverseEvent } from '../../../src/providers/bedrock/converse-grammar.ts';
import { LLAMA_GRAMMAR, type LlamaEvent } from '../../../src/providers/bedrock/llama-grammar.ts';
import { CHAT_GRAMMAR, type ChatEvent } from '../../../src/providers/chat-completion/chat-grammar.ts';
import { walkGrammar, type Grammar } from '../../../src/providers/reading/stream-grammar.ts';

function slips<K extends string>(grammar: Grammar<K>, kinds: readonly K[]): string[] {
  const found: string[] = [];
  const step = walkGrammar(grammar, ({ what }) => found.push(what));
  for (const kind of kinds) step(kind);
  return found;
}

const isConverse = (word: string): word is ConverseEvent => word in (CONVERSE_GRAMMAR.states['before'] ?? {});
const isLlama = (word: string): word is LlamaEvent => word in (LLAMA_GRAMMAR.states['before'] ?? {});
const isChat = (word: string): word is ChatEvent => word in (CHAT_GRAMMAR.states['before'] ?? {});
const words = (line: string): string[] => line.split(' ');

describe.each([
  ['chat completions', CHAT_GRAMMAR],
  ['ConverseStream', CONVERSE_GRAMMAR],
  ['native Llama', LLAMA_GRAMMAR],
])('the grammar of %s', (_name, grammar) => {
  it('leads from its start to every state, and to no other', () => {
    const reached = new Set([grammar.start]);
    for (const state of reached) {
      for (const next of Object.values<string | { to: string }>(grammar.states[state] ?? {})) {
        reached.add(typeof next === 'string' ? next : next.to);
      }
    }
    expect([...reached].toSorted()).toEqual(Object.keys(grammar.states).toSorted());
  });
});

describe('ConverseStream', () => {
  const S = 'messageStart';
  const [open, delta, close] = ['contentBlockStart', 'contentBlockDelta', 'contentBlockStop'];
  it.each([
    [`${S} ${delta} ${delta} ${close} messageStop metadata`, []],
    [`${S} ${delta} ${close} ${open} ${delta} ${close} messageStop metadata`, []],
    [`${S} messageStop metadata`, []],
    [`${S} ${delta} exception`, []],
    [`${delta} ${close} messageStop metadata`, ['no-message-start']],
    [`${S} ${S}`, ['second-message-start']],
    [`${S} ${delta} otherBlock`, ['block-not-stopped']],
    [`${S} ${delta} messageStop`, ['block-not-stopped']],
    [`${S} ${close}`, ['stop-without-block']],
    [`${S} ${delta} ${open}`, ['block-started-late']],
    [`${S} metadata messageStop`, ['metadata-before-stop']],
    [`${S} messageStop ${delta}`, ['content-after-stop']],
    [`${S} messageStop messageStop`, ['second-message-stop']],
    [`${S} messageStop metadata metadata`, ['event-after-end']],
    [`${S} exception ${delta}`, ['event-after-error']],
  ])('%s', (line, expected) => {
    expect(slips(CONVERSE_GRAMMAR, words(line).filter(isConverse))).toEqual(expected);
  });
});

describe('a native Llama stream', () => {
  it.each([
    ['text text stop', []],
    ['quiet text exception', []],
    ['text stop text', ['content-after-stop']],
    ['text stop stop', ['second-stop']],
    ['text stop quiet', ['event-after-end']],
    ['exception text', ['event-after-error']],
  ])('%s', (line, expected) => {
    expect(slips(LLAMA_GRAMMAR, words(line).filter(isLlama))).toEqual(expected);
  });
});

describe('a stream of chat completion chunks', () => {
  it.each([
    ['role content content finish usage done', []],
    ['quiet content finish quiet done', []],
    ['role tool tool finish finish usage done', []],
    ['usage content usage finish usage', []],
    ['role content error done', []],
    ['content finish content', ['content-after-finish']],
    ['content finish tool', ['content-after-finish']],
    ['content finish refinish', ['several-finish-reasons']],
    ['content done', ['done-before-finish']],
    ['content finish done usage', ['event-after-done']],
    ['content finish done done', ['second-done']],
    ['content finish done error content', ['event-after-done', 'event-after-error']],
    ['error content', ['event-after-error']],
  ])('%s', (line, expected) => {
    expect(slips(CHAT_GRAMMAR, words(line).filter(isChat))).toEqual(expected);
  });
});
