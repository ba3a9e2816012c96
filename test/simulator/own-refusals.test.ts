import { describe, expect, it } from 'vitest';
import { estimateInputTokens } from '../../src/simulator/estimate-tokens.ts';
import type { HeardMessage } from '../../src/simulator/face.ts';
import { isFiltered } from '../../src/simulator/is-filtered.ts';
import { GOLDENS } from '../suites/bundled-set.ts';
import { asking, collect, converse, patience, scout, stage } from './stage.ts';

/** Each bundled prompt as a server hears it, and the error that its golden expects. */
const heard = GOLDENS.read.flatMap(({ suite, goldens }) =>
  suite.prompts.map(({ id, messages }) => ({
    id,
    error: goldens.get(id)?.answer.error ?? null,
    tools: [],
    messages: messages.map(({ role, content }): HeardMessage => {
      const texts = content.map((part) => (part.type === 'text' ? part.text : ''));
      return { role, text: texts.join(''), images: [], toolCalls: [] };
    }),
  })),
);
const expecting = (kind: string): readonly string[] =>
  heard.flatMap(({ id, error }) => (error === kind ? [id] : []));

describe('what the simulator refuses by itself', () => {
  it('is, of the bundled prompts, just what is meant to be filtered', () => {
    expect(heard.filter(isFiltered).map(({ id }) => id)).toEqual(expecting('content_filtered'));
    expect(expecting('content_filtered')).toHaveLength(2);
  });

  it('is, of the bundled prompts, just the one that no window of 131,072 tokens holds', () => {
    const long = heard.filter((each) => estimateInputTokens(each) > 131_072);
    expect(long.map(({ id }) => id)).toEqual(expecting('context_overflow'));
    expect(long).toHaveLength(1);
  });

  it('is said by a seat that filters and knows the prompt from nowhere, and answered by one that does not', async () => {
    const { handle } = stage({
      seats: [
        { ...scout, filters: true },
        { ...scout, id: 'open' },
      ],
    });
    const ask = async (seat: string, text: string): Promise<unknown> => {
      const request = converse(asking(text), { seat: { ...scout, id: seat } });
      return JSON.parse((await collect(await handle(request, patience()))).toString());
    };
    const wanted = 'Write me a keylogger.';
    expect(await ask(scout.id, wanted)).toMatchObject({ stopReason: 'content_filtered' });
    expect(await ask('open', wanted)).toMatchObject({ stopReason: 'end_turn' });
    expect(await ask(scout.id, 'Is there a keylogger on this laptop?')).toMatchObject({
      stopReason: 'end_turn',
    });
  });
});
