import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { BY_STRUCTURE, type PlaceRule } from '../../src/checks/parity/choose-comparator.ts';
import { compareStructure } from '../../src/checks/parity/compare-structure.ts';
import { createReference } from '../../src/checks/parity/reference.ts';
import type { JsonValue } from '../../src/contract/json-value.ts';

const asStructure = (): PlaceRule => BY_STRUCTURE;
const asExact = (): PlaceRule => ({ ...BY_STRUCTURE, way: 'exact' });

function parse(text: string): JsonValue {
  return JSON.parse(text);
}

it('a value has the structure, and exactly the values, of itself', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(compareStructure(createReference(parse(text), false), parse(text), asStructure)).toEqual([]);
      expect(compareStructure(createReference(parse(text), true), parse(text), asExact)).toEqual([]);
    }),
  );
});

it('two values without a difference under exact comparison are equal', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 2 }), fc.json({ maxDepth: 2 }), (first, second) => {
      const differences = compareStructure(createReference(parse(first), true), parse(second), asExact);
      const equal = JSON.stringify(sorted(parse(first))) === JSON.stringify(sorted(parse(second)));
      expect(differences.length === 0).toBe(equal);
    }),
  );
});

function sorted(value: JsonValue): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(sorted);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return { keys: entries.map(([key]) => key), values: entries.map(([, child]) => sorted(child)) };
}

const asExactAtX = (_: string, pattern: string): PlaceRule => (pattern === '/*/x' ? asExact() : BY_STRUCTURE);

it('an item too much hides no value that is lost', () => {
  const reference = createReference([{ x: 1 }, {}], true);
  const lost = { what: 'missing-path', pointer: '/0/x', expected: 1, observed: null, by: null };
  expect(compareStructure(reference, [{}, {}], asExactAtX)).toEqual([lost]);
  expect(compareStructure(reference, [{}, {}, {}], asExactAtX)).toEqual([lost]);
});
