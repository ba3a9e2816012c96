import { expect, it } from 'vitest';
import { runMany } from '../e2e/run-many.ts';
import { CONFIG, SMALL, writeProject } from '../e2e/small-project.ts';
import { CAPABILITIES } from '../capabilities.ts';

it('takes a model and a server that nobody has heard of, by configuration alone', async () => {
  const behemoth = {
    modalities: ['text', 'image'],
    contextTokens: null,
    maxOutputTokens: null,
    images: { maxCount: 8, maxBytes: 3_750_000, formats: ['png', 'jpeg'] },
    offers: { hyperserve: { id: 'meta-llama/Llama-4-Behemoth-288B', aliases: ['behemoth'] } },
  };
  const hyperserve = {
    auth: 'bearer',
    basePath: '/openai/v2',
    maxTokensField: 'max_completion_tokens',
    jsonSchemaField: 'response_format',
    textContent: 'parts',
    streamOptions: true,
    requestIdHeaders: ['x-hyper-id'],
    errorBody: 'flat',
    asyncPolling: null,
    capabilities: CAPABILITIES,
  };
  const target = {
    provider: 'openai-compatible',
    model: 'llama-4-behemoth',
    baseUrl: 'https://hyperserve.example',
    credentials: { bearer: 'HYPERSERVE_KEY' },
  };
  const cwd = await writeProject({
    ...SMALL,
    'llama-contract.config.yaml': {
      ...CONFIG,
      models: { ...CONFIG.models, 'llama-4-behemoth': behemoth },
      servers: { hyperserve },
      targets: [
        ...CONFIG.targets,
        { ...target, id: 'behemoth', server: 'hyperserve' },
        {
          ...target,
          id: 'behemoth-in-place',
          server: hyperserve,
          modelId: 'meta-llama/Llama-4-Behemoth-288B',
        },
        // A name that is also a wire's must not make it that wire.
        { ...target, id: 'bedrock-two', server: { extends: 'vllm', errorBody: 'string' }, modelId: 'b' },
      ],
    },
  });
  const [ended] = await runMany([{ cwd, args: ['verify', '--json'] }]);
  const { verdict, targets } = JSON.parse(ended?.stdout ?? '');
  expect([ended?.code, verdict]).toEqual([0, 'pass']);
  const full = { planned: 6, passed: 6, failed: 0, errored: 0, skipped: 0, unproven: 0, missing: 0 };
  expect(targets.map(({ id, counts }: { id: string; counts: object }) => [id, counts])).toEqual(
    ['bedrock', 'watsonx', 'nim', 'vllm', 'behemoth', 'behemoth-in-place', 'bedrock-two'].map((id) => [
      id,
      full,
    ]),
  );
});
