import { expect, it } from 'vitest';
import { heldBy } from '../../../src/fuzz/alterations/held-by.ts';
import { buildPrompt } from '../../build-exchange.ts';

const comparators = { '': 'exact', '/lines': 'ignore', '/lines/*/sum': { number: { within: 1 } } } as const;
const json = buildPrompt({ output: { name: 'bill', schema: {} }, comparators });

it.each([
  [json, '/total', 'exact of ""'],
  [json, '/lines/0/name', 'ignore of "/lines"'],
  [json, '/lines/0/sum', '{"number":{"within":1}} of "/lines/*/sum"'],
  [json, '/toolCalls/0/arguments/id', 'exact, as all arguments'],
  [buildPrompt({ output: { name: 'bill', schema: {} } }), '/total', 'structure'],
  [buildPrompt({ facts: ['Oslo'] }), '', 'facts'],
  [buildPrompt(), '', 'presence'],
])('what a place is compared by is that of the longest pointer that names it', (prompt, at, words) => {
  expect(heldBy(prompt, at)).toBe(words);
});
