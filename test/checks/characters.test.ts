import { describe, expect, it } from 'vitest';
import { judge } from '../../src/library/judge.ts';

const golden = { text: 'Umeå, «CAFÉ» & "été"', toolCalls: [], finish: 'stop', error: null } as const;

function codesOf(text: string, asked = 'Where?', args: string | null = null): readonly string[] {
  const { findings } = judge({
    prompt: {
      messages: [{ role: 'user', content: [{ type: 'text', text: asked }] }],
      tools: args === null ? [] : [{ name: 'find', description: 'Finds.', parameters: { type: 'object' } }],
    },
    golden:
      args === null
        ? golden
        : { ...golden, toolCalls: [{ name: 'find', arguments: { a: 'å' } }], finish: 'tool_calls' },
    response: {
      text,
      toolCalls: args === null ? [] : [{ name: 'find', arguments: { a: 'å' }, rawArguments: args }],
      finishReason: { unified: args === null ? 'stop' : 'tool_calls', raw: 'stop' },
      usage: { inputTokens: 9, outputTokens: 9, cachedTokens: null, reasoningTokens: null },
    },
  });
  return findings.map(({ code }) => code);
}

describe('characters that came otherwise than they were written', () => {
  it.each([
    ['Ume\uFFFD', ['text/replaced-characters']],
    [String.raw`{"city":"Ume\ufffd"}`, ['text/replaced-characters', 'text/escaped-twice']],
    ['UmeÃ¥', ['text/misread-bytes']],
    ['å®\u0081æ³¢', ['text/misread-bytes']],
    ['Bolt &amp; Nut &#39;05', ['text/escaped-markup']],
    [String.raw`It is called \"Lark\"`, ['text/escaped-twice']],
    [String.raw`First line\nsecond line`, ['text/escaped-twice']],
  ])('are found in %s', (text, codes) => {
    expect(codesOf(text)).toEqual(codes);
  });

  it.each(['Umeå', '«CAFÉ»', 'été\u00A0»', 'AT&T; R&D', 'NÃO é', '12 °C', '苏州 🚲'])(
    'are none in %s',
    (text) => {
      expect(codesOf(text)).toEqual([]);
    },
  );

  it('are found in the arguments of calls', () => {
    expect(codesOf(golden.text, 'Where?', '{"a":"\uFFFD"}')).toContain('text/replaced-characters');
  });

  it('are none where what was asked is written so', () => {
    expect(codesOf('Its label says UmeÃ¥', 'The label says "UmeÃ¥"')).toEqual([]);
  });
});
