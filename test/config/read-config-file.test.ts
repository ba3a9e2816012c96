import { expect, it } from 'vitest';
import { loadText, sound } from './tables.ts';

it('JSON and a program that exports an object mean the same as YAML', async () => {
  const { catalog } = await loadText(sound());
  const { targets } = catalog;
  const value = {
    schemaVersion: 1,
    source: 'simulate',
    models: {
      scout: {
        modalities: ['text'],
        contextTokens: 1000,
        maxOutputTokens: 100,
        offers: { vllm: { id: 'meta/scout' } },
      },
    },
    targets: [
      {
        id: 'one',
        provider: 'openai-compatible',
        server: 'vllm',
        baseUrl: 'http://localhost:8000',
        model: 'scout',
        credentials: 'none',
        region: undefined,
      },
    ],
  };
  const json = await loadText(JSON.stringify(value), 'c.json');
  const program = await loadText(
    `const config: object = ${JSON.stringify(value)};\nexport default config;\n`,
    'c.ts',
  );
  expect(json.catalog.targets).toEqual(targets);
  expect(program.catalog.targets).toEqual(targets);
  expect(json.catalog.hash).toBe(catalog.hash);
  expect(program.catalog.hash).toBe(catalog.hash);
});

it('the hash follows the meaning, not the wording or the place of the file', async () => {
  const plain = await loadText(sound());
  const commented = await loadText(
    `# a word\n${sound({ more: 'defaults: { concurrency: 8 }' })}`,
    'other.yml',
  );
  const other = await loadText(sound({ more: 'defaults: { concurrency: 9 }' }));
  expect(plain.catalog.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(commented.catalog.hash).toBe(plain.catalog.hash);
  expect(other.catalog.hash).not.toBe(plain.catalog.hash);
});

it('anchors and merged keys may be used', async () => {
  const { catalog } = await loadText(`
schemaVersion: 1
source: simulate
models:
  scout: { modalities: [text], contextTokens: 9, maxOutputTokens: 9, offers: { vllm: { id: a } } }
targets:
  - &base { id: one, provider: openai-compatible, server: vllm, baseUrl: 'http://localhost:1', model: scout, credentials: none }
  - { <<: *base, id: two }
`);
  expect(catalog.targets.map((target) => target.id)).toEqual(['one', 'two']);
});
