import { describe, expect, it } from 'vitest';
import { nearest, suggest } from '../../src/files/suggest.ts';

describe('the word that was meant', () => {
  it.each([
    ['vlm', ['vllm', 'nim'], 'vllm'],
    ['OPENAI', ['bedrock', 'openai-compatible'], 'openai-compatible'],
    ['extracton', ['sql', 'extraction'], 'extraction'],
    ['two', ['one'], null],
    ['x', ['id', 'ab'], null],
    ['anything', [], null],
  ])('%s among %j is %s', (word, known, meant) => {
    expect(nearest(word, known)).toBe(meant);
  });

  it('is proposed, or else all known ones are told, not more than sixteen', () => {
    expect(suggest('vlm', ['vllm'])).toBe('did you mean "vllm"?');
    expect(suggest('zzzzzz', ['vllm', 'nim'])).toBe('known: vllm, nim');
    expect(suggest('zzzzzz', [])).toBe('there is none to choose from');
    const many = Array.from({ length: 17 }, (_, index) => `name-${index}`);
    expect(suggest('?', many)).toBe(`known: ${many.slice(0, 16).join(', ')}, ...`);
  });
});
