import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NOTHING_PROMISED } from '../../../src/contract/wires/capabilities.ts';
import { SERVERS } from '../../../src/providers/openai-compatible/dialects.ts';
import { OPENAI_FACES } from '../../../src/simulator/openai/faces.ts';
import { renderHostsPage } from './hosts-page.ts';

it('the page of hosts is the one that the rows make', async () => {
  await expect(renderHostsPage()).toMatchFileSnapshot(resolve(import.meta.dirname, '../../../docs/hosts.md'));
});

describe.each(Object.entries(SERVERS))('%s', (name, { facts, open, dialect }) => {
  it('promises nothing of what no source settles', () => {
    const promised = Object.keys(open)
      .filter((field) => field.startsWith('capabilities.'))
      .map((field) => field.slice('capabilities.'.length));
    const nothing = new Map<string, unknown>(Object.entries(NOTHING_PROMISED));
    const kept = promised.map((key) => [key, nothing.get(key)]);
    const own = new Map<string, unknown>(Object.entries(dialect.capabilities));
    expect(promised.map((key) => [key, own.get(key)])).toEqual(kept);
    if ('basePath' in open) expect([dialect.basePath, dialect.baseUrl]).toEqual(['', undefined]);
  });

  it('has a source and a date for each thing that is said of it, and a face', () => {
    for (const { source, asOf } of [...facts, ...Object.values(OPENAI_FACES[name]?.oddities ?? {})]) {
      expect([source, asOf]).toEqual([
        expect.stringMatching(/^https:\/\/\S+$/),
        expect.stringMatching(/^20\d\d-\d\d(?:-\d\d)?$/),
      ]);
    }
    expect(facts.length).toBeGreaterThan(0);
    expect(OPENAI_FACES).toHaveProperty(name);
  });
});
