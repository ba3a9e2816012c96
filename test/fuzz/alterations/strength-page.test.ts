import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { ALTERATION_CLASSES } from '../../../src/fuzz/alterations/registry.ts';

const page = readFileSync(join(resolve(import.meta.dirname, '../../..'), 'docs/strength.md'), 'utf8');

it('the page on golden strength has every class of alterations, in the order of the registry', () => {
  const rows = [...page.matchAll(/^\| `([a-z/-]+)`\s*\| (value|shape)\s*\| (.*?)\s*\|$/gm)];
  expect(rows.map(([, name, kind, means]) => ({ name, kind, means }))).toEqual(
    ALTERATION_CLASSES.map(({ name, kind, means }) => ({ name, kind, means })),
  );
});
