import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { findSuites } from '../../src/suites/source/find-suites.ts';
import { suiteFileJsonSchema } from '../../src/suites/source/suite-file.ts';
import { BAD_SUITES } from './bad-suites.ts';

const root = resolve(import.meta.dirname, '../..');
const bundled = await findSuites(root, null);
const validate = new Ajv({ strict: false }).compile(suiteFileJsonSchema());

describe("the editors' schema of suite files", () => {
  it('is draft-7', () => {
    expect(suiteFileJsonSchema()['$schema']).toBe('http://json-schema.org/draft-07/schema#');
  });

  it.each(bundled)('accepts %s', (name) => {
    validate(parse(readFileSync(join(root, 'suites', `${name}.yaml`), 'utf8')));
    expect(validate.errors ?? []).toEqual([]);
  });

  it.each([
    'an unknown key with a near one',
    'a missing key',
    'a wrong kind',
    'an unknown role',
    'numbers out of range',
  ])('marks %s', (what) => {
    const text = BAD_SUITES.find(([name]) => name === what)?.[1] ?? '';
    expect(validate(parse(text))).toBe(false);
  });
});
