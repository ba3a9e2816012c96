import { expect, it } from 'vitest';
import { BARE_PROMPT, type GoldenAnswer, type GoldenPrompt } from '../../src/contract/suites/prompt.ts';
import type { JsonObject } from '../../src/json/json-value.ts';
import { unfoundReads, type Asked } from '../../src/parity/unfound-reads.ts';

const item = { type: 'object', properties: { name: { type: 'string' } } };
const SCHEMA = { type: 'object', properties: { total: {}, items: { type: 'array', items: item }, bag: {} } };

function prompt(schema: JsonObject | null, parts: Partial<GoldenPrompt> = {}): GoldenPrompt {
  const output = schema === null ? null : { name: 'order', schema };
  return { ...BARE_PROMPT, id: 'one', suite: 's', archetype: 's', output, ...parts };
}

function approved(text: string): GoldenAnswer {
  return { text, toolCalls: [], finish: 'stop', error: null };
}

function unfound(asked: Asked, ...reads: readonly string[]): readonly string[] {
  const consumer = { id: 'desk', description: null, reads, finishReasons: null, errorKinds: null };
  return unfoundReads([consumer], asked).map(({ read }) => reads[read] ?? '');
}

it('a place that a schema names is found, above what it names and below what it leaves open too', () => {
  const asked: Asked = [[prompt(SCHEMA), null]];
  expect(unfound(asked, '', '/total', '/items', '/items/*/name', '/bag/of/anything')).toEqual([]);
  expect(unfound(asked, '/totl', '/items/*/nme', '/total')).toEqual(['/totl', '/items/*/nme']);
});

it('a place that a golden alone has is found', () => {
  const asked: Asked = [[prompt(null), approved('{"lines":[{"sku":"A"}]}')]];
  expect(unfound(asked, '/lines/*/sku', '/lines/1/sku', '/lines/*/price')).toEqual(['/lines/*/price']);
});

it('an argument of a tool is found where its call has it', () => {
  const parameters = { type: 'object', properties: { orderId: {} } };
  const asked: Asked = [[prompt(null, { tools: [{ name: 'find', description: '', parameters }] }), null]];
  expect(unfound(asked, '/toolCalls/*/arguments/orderId', '/orderId')).toEqual(['/orderId']);
  expect(unfound(asked, '/toolCalls', '/toolCalls/*/name', '/toolCalls/1/arguments/orderId')).toEqual([]);
});

it('nothing is said where an answer may hold anything and nobody approved one', () => {
  expect(unfound([[prompt({ type: 'object' }), null]], '/anything')).toEqual([]);
  expect(unfound([[prompt(null), null]], '/anything')).toEqual([]);
  expect(unfound([[prompt({ type: 'object' }), approved('{"a":1}')]], '/anything')).toEqual(['/anything']);
});
