import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { comparatorSchema } from '../../src/contract/suites/comparator.ts';
import { checkComparators } from '../../src/suites/check/check-comparators.ts';
import { loadSuites } from '../../src/suites/load-suites.ts';
import { projectOnDisk } from './project-on-disk.ts';

const page = readFileSync(resolve(import.meta.dirname, '../../docs/goldens.md'), 'utf8');

it('the suite on the page of goldens is one, and each of its comparators meets something', async () => {
  const suite = /^```yaml\n([\s\S]*?)^```/m.exec(page)?.[1] ?? '';
  const properties = {
    id: {},
    total: {},
    items: { items: { properties: { name: {}, count: {} } } },
    faults: {},
    quote: {},
  };
  const root = await projectOnDisk({
    'suites/orders.yaml': suite,
    'suites/schemas/order.json': JSON.stringify({ type: 'object', properties }),
  });
  const { suites, warnings } = await loadSuites({ root, names: null });
  expect(warnings).toEqual([]);
  const prompts = suites.flatMap((each) => each.prompts);
  expect(prompts.map(({ id }) => id)).toEqual(['order-summary', 'order-advice', 'order-lookup']);
  expect(prompts.flatMap((prompt) => checkComparators(prompt, null, []))).toEqual([]);
});

it('the page names every comparator that there is', () => {
  const words = comparatorSchema.options[0].options;
  const rules = Object.keys(comparatorSchema.options[2].unwrap().shape).filter((rule) => rule !== 'weight');
  expect([...words, ...rules].filter((name) => !new RegExp(`\\b${name}\\b`).test(page))).toEqual([]);
});
