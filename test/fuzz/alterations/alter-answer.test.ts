import { describe, expect, it } from 'vitest';
import type { GoldenAnswer, GoldenPrompt } from '../../../src/contract/suites/prompt.ts';
import { alterAnswer } from '../../../src/fuzz/alterations/alter-answer.ts';
import { ALTERATION_CLASSES } from '../../../src/fuzz/alterations/registry.ts';
import { givenOf } from '../../../src/fuzz/alterations/given-answer.ts';
import { readSubject } from '../../../src/fuzz/alterations/subject.ts';
import { seededRandom } from '../../../src/stats/seeded-random.ts';
import { buildPrompt } from '../../build-exchange.ts';

const SCHEMA = {
  type: 'object',
  required: ['total', 'currency', 'paid', 'due', 'lines'],
  properties: {
    total: { type: 'number' },
    currency: { enum: ['EUR', 'SEK'] },
    paid: { type: 'boolean' },
    due: { type: ['string', 'null'], format: 'date' },
    lines: { type: 'array', items: { type: 'object' } },
  },
};

const invoice = buildPrompt({
  id: 'invoice',
  messages: [
    {
      role: 'user',
      content: [{ type: 'text', text: 'Read the invoice of Norrland Sensorik, 41.5, 7 and 90.' }],
    },
  ],
  output: { name: 'invoice', schema: SCHEMA },
});

const VALUE = {
  total: 41.5,
  currency: 'EUR',
  paid: false,
  due: null,
  lines: [
    { name: 'Norrland Sensorik', amount: 40 },
    { name: 'Courier', amount: 1.5 },
  ],
};

const INVOICE: GoldenAnswer = { text: JSON.stringify(VALUE), toolCalls: [], finish: 'stop', error: null };

function alter(prompt: GoldenPrompt, golden: GoldenAnswer, seed = 1, accepted: readonly GoldenAnswer[] = []) {
  const subject = readSubject(prompt, golden, seededRandom(seed, prompt.id));
  return alterAnswer(subject, ALTERATION_CLASSES, accepted.map(givenOf));
}

/** What a class made of an answer, its JSON parsed. */
function madeBy(name: string, { altered }: ReturnType<typeof alter>) {
  return altered.filter((each) => each.class === name);
}

describe('an altered answer', () => {
  it('differs from the approved one in what it says, and from every other of its class', () => {
    const { altered } = alter(invoice, INVOICE);
    const approved = JSON.stringify(givenOf(INVOICE));
    expect(altered.filter(({ answer }) => JSON.stringify(answer) === approved)).toEqual([]);
    const spelt = altered.map(({ answer, ...alteration }) => `${alteration.class} ${JSON.stringify(answer)}`);
    expect(new Set(spelt).size).toBe(spelt.length);
  });

  it('says where it departs, and differs there', () => {
    const moved = madeBy('value/sibling', alter(invoice, INVOICE)).find(({ at }) => at === '/currency');
    expect(moved?.what).toBe('"EUR" became "SEK"');
    expect(JSON.parse(moved?.answer.text ?? '')).toEqual({ ...VALUE, currency: 'SEK' });
  });

  it('is made up of what its schema lets stand there, where the golden has null', () => {
    const filled = madeBy('null/filled', alter(invoice, INVOICE)).map(
      ({ answer }) => JSON.parse(answer.text).due,
    );
    expect(filled.length).toBeGreaterThan(0);
    expect(filled.filter((due) => !/^\d{4}-\d\d-\d\d$/.test(due))).toEqual([]);
  });

  it('is the same for one seed, whatever was drawn for others, and another for another', () => {
    const first = alter(invoice, INVOICE);
    expect(alter(invoice, INVOICE)).toEqual(first);
    expect(alter(invoice, INVOICE, 2)).not.toEqual(first);
  });

  it('of a call differs in its arguments, or in which tool is called', () => {
    const tools = ['refund', 'look_up'].map((name) => ({
      name,
      description: name,
      parameters: { type: 'object' },
    }));
    const golden: GoldenAnswer = {
      text: '',
      toolCalls: [{ name: 'refund', arguments: { order: 'BK40718', amount: 30 } }],
      finish: 'tool_calls',
      error: null,
    };
    const made = alter(buildPrompt({ tools }), golden);
    expect(madeBy('number/magnitude', made).map(({ answer }) => answer.calls[0]?.arguments)).toContainEqual({
      order: 'BK40718',
      amount: 300,
    });
    expect(madeBy('call/another', made).map(({ answer }) => answer.calls[0]?.name)).toContain('look_up');
  });

  it('runs over the stop string where the prompt has one, and nowhere else', () => {
    const golden: GoldenAnswer = { text: 'PHISHING', toolCalls: [], finish: 'stop', error: null };
    const over = madeBy('stop/run-over', alter(buildPrompt({ stop: ['END'] }), golden));
    expect(over.filter(({ answer }) => !answer.text.includes('END'))).toEqual([]);
    expect(over).toHaveLength(10);
    expect(madeBy('stop/run-over', alter(buildPrompt(), golden))).toEqual([]);
  });
});

describe('an alteration that changes nothing', () => {
  it('is left out and counted where it says the approved answer in other words', () => {
    const pair = { ...INVOICE, text: '{"a":[{"n":1,"m":2},{"n":1,"m":2}]}' };
    const { altered } = alter(buildPrompt({ output: { name: 'pair', schema: {} } }), pair);
    expect(altered.filter(({ class: name }) => name === 'item/swapped' || name === 'row/swapped')).toEqual(
      [],
    );
  });

  it('is left out and counted where it says an accepted variant', () => {
    const accepted = { ...INVOICE, text: JSON.stringify({ ...VALUE, currency: 'SEK' }, null, 2) };
    const before = alter(invoice, INVOICE);
    const after = alter(invoice, INVOICE, 1, [accepted]);
    const inSek = ({ altered }: ReturnType<typeof alter>) =>
      madeBy('value/sibling', { altered, unchanged: 0 }).filter(({ at }) => at === '/currency').length;
    expect([inSek(before), inSek(after), after.unchanged]).toEqual([1, 0, before.unchanged + 1]);
  });
});
