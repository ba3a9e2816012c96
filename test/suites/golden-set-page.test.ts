import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { loadSuites } from '../../src/suites/load-suites.ts';
import { projectOnDisk } from './project-on-disk.ts';

const page = readFileSync(resolve(import.meta.dirname, '../../docs/golden-set.md'), 'utf8');

it('the document that the page generates is one', async () => {
  const suite = /^```yaml\n([\s\S]*?)^```/m.exec(page)?.[1] ?? '';
  const root = await projectOnDisk({ 'suites/my-logs.yaml': suite });
  const { suites, warnings } = await loadSuites({ root, names: null });
  const [document = ''] = suites[0]?.prompts[0]?.documents ?? [];
  expect([warnings, suites[0]?.prompts[0]?.facts]).toEqual([[], ['582']]);
  expect(document.length).toBeGreaterThan(479_000);
  for (const fact of ['640 litres', 'used.', 'Correction: not 85 but 58']) expect(document).toContain(fact);
});
