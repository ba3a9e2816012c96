import { expect, it } from 'vitest';
import { fieldsOf } from '../../src/json/schema/fields-of.ts';
import { unreadFields } from '../../src/parity/unread-fields.ts';

const item = { type: 'object', properties: { price: { type: 'number' }, 'a/b': true } };
const SCHEMA = {
  type: 'object',
  properties: {
    total: { type: 'number' },
    items: { type: 'array', items: { $ref: '#/$defs/item' } },
    tags: { type: 'array', items: { type: 'string' } },
    note: { anyOf: [{ type: 'null' }, { type: 'object', properties: { text: {} } }] },
  },
  $defs: { item },
};

function consumer(...reads: readonly string[]) {
  return { id: 'desk', description: null, reads, finishReasons: null, errorKinds: null };
}

function unread(...reads: readonly string[]) {
  const { of, fields } = unreadFields([consumer(...reads)], fieldsOf(SCHEMA));
  expect(of).toBe(5);
  return fields;
}

it('the fields of a schema are the places that it names and names nothing below of', () => {
  expect(fieldsOf(SCHEMA)).toEqual(['/total', '/items/0/price', '/items/0/a~1b', '/tags', '/note/text']);
});

it('a schema that leads back to itself is followed once', () => {
  const tree = {
    type: 'object',
    properties: { name: {}, children: { type: 'array', items: { $ref: '#' } } },
  };
  expect(fieldsOf(tree)).toEqual(['/name', '/children']);
});

it('a field is read at its place, below a place that is read, and above one', () => {
  expect(unread('/total', '/items/*/price')).toEqual(['/items/*/a~1b', '/note/text', '/tags']);
  expect(unread('/items', '/tags/*', '/note/text/first')).toEqual(['/total']);
  expect(unread('')).toEqual([]);
});

it('where nobody is declared nothing is known to be unread', () => {
  expect(unreadFields([], fieldsOf(SCHEMA))).toEqual({ of: 5, fields: null });
});
