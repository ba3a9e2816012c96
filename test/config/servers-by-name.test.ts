import { expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load-config.ts';
import { DIALECTS } from '../../src/providers/openai-compatible/dialects.ts';
import { WIRES } from '../../src/providers/registry.ts';
import { fileWith, withTarget } from './tables.ts';

it.each(Object.keys(DIALECTS))('a target at %s is one row that names it', async (server) => {
  const path = await fileWith(
    withTarget(
      'id: one',
      'provider: openai-compatible',
      `server: ${server}`,
      'model: scout',
      'modelId: m',
      'credentials: none',
      'baseUrl: https://host.example',
    ),
  );
  const { catalog } = await loadConfig({ path, dialects: DIALECTS, wires: WIRES });
  expect(catalog.targets.map(({ dialect }) => dialect)).toEqual([DIALECTS[server]]);
});

it('a key that is no bearer token goes in a header of its own, as Azure wants it', async () => {
  const path = await fileWith(
    withTarget(
      'id: one',
      'provider: openai-compatible',
      'server: azure-foundry',
      'model: scout',
      'modelId: m',
      'credentials: none',
      'baseUrl: https://resource.example/openai/v1',
      'headers: { api-key: { env: AZURE_API_KEY } }',
    ),
  );
  const { catalog, warnings } = await loadConfig({ path, dialects: DIALECTS, wires: WIRES });
  expect(catalog.targets.map(({ headers }) => headers)).toEqual([{ 'api-key': { env: 'AZURE_API_KEY' } }]);
  expect(warnings).toEqual([]);
});
