import { readFile } from 'node:fs/promises';
import { Ajv } from 'ajv';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { configJsonSchema } from '../../src/config/rows/config-schema.ts';
import { BUNDLED } from './tables.ts';

const validate = new Ajv({ strict: true, strictTypes: false, allErrors: true }).compile(configJsonSchema());

async function bundled(): Promise<Record<string, unknown>> {
  const value: Record<string, unknown> = parse(await readFile(BUNDLED, 'utf8'));
  return value;
}

it('is draft-7', () => {
  expect(configJsonSchema()).toHaveProperty('$schema', 'http://json-schema.org/draft-07/schema#');
});

it('accepts the bundled file', async () => {
  validate(await bundled());
  expect(validate.errors).toBeNull();
});

it.each([
  ['at the top', { modles: {} }, ''],
  ['in defaults', { defaults: { concurency: 1 } }, '/defaults'],
  ['in network', { network: { proxi: null } }, '/network'],
])('rejects an unknown key %s', async (_where, more, instancePath) => {
  expect(validate({ ...(await bundled()), ...more })).toBe(false);
  expect(validate.errors).toMatchObject([{ instancePath, keyword: 'additionalProperties' }]);
});

it('rejects a target that lacks its model', async () => {
  expect(
    validate({ ...(await bundled()), targets: [{ id: 'a', provider: 'bedrock', credentials: 'none' }] }),
  ).toBe(false);
  expect(validate.errors).toMatchObject([
    { instancePath: '/targets/0', params: { missingProperty: 'model' } },
  ]);
});

function undescribed(schema: unknown, path: string): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const properties =
    'properties' in schema && typeof schema.properties === 'object' ? (schema.properties ?? {}) : {};
  return Object.entries(properties).flatMap(([key, child]: [string, unknown]) => {
    const isDescribed = typeof child === 'object' && child !== null && 'description' in child;
    return [...(isDescribed ? [] : [`${path}/${key}`]), ...undescribed(child, `${path}/${key}`)];
  });
}

it('every key at the top and in its sections is described for editors', () => {
  expect(undescribed(configJsonSchema(), '')).toEqual([]);
});
