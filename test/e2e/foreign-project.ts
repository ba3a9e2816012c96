import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { serveForeign, type Answers } from './foreign-server.ts';
import { writeProject } from './small-project.ts';

/** An environment in which git has a user, without a file of anybody's. */
export const ADA = {
  GIT_CONFIG_COUNT: '2',
  GIT_CONFIG_KEY_0: 'user.name',
  GIT_CONFIG_VALUE_0: 'Ada Lovelace',
  GIT_CONFIG_KEY_1: 'user.email',
  GIT_CONFIG_VALUE_1: 'ada@example.org',
};

const MODEL = 'llama-4-scout';

const INVOICE = {
  type: 'object',
  required: ['number', 'total'],
  properties: { number: { type: 'string' }, total: { type: 'number' } },
};

export const ASKED = {
  capital: 'What is the capital of Norway? One word.',
  invoice: 'Read this invoice: no A-17, total 42.50. Answer with JSON alone: number (text), total (number).',
};

/** What a good server answers to them. */
export const ANSWERED = { Norway: 'Oslo.', invoice: '{"number":"A-17","total":42.5}' };

export function suiteFile(asked: typeof ASKED = ASKED): object {
  return {
    archetype: 'first-steps',
    prompts: [
      { id: 'capital', messages: [{ role: 'user', content: asked.capital }], maxOutputTokens: 40 },
      {
        id: 'invoice',
        messages: [{ role: 'user', content: asked.invoice }],
        output: { schema: 'suites/schemas/invoice.json' },
        maxOutputTokens: 60,
      },
    ],
  };
}

export function configFile(urls: Readonly<Record<string, string>>, source = 'live'): object {
  const offers = { vllm: { id: 'meta-llama/Llama-4-Scout-17B-16E-Instruct' } };
  const model = { modalities: ['text'], contextTokens: null, maxOutputTokens: null, offers };
  const targets = Object.entries(urls).map(([id, baseUrl]) => {
    const place = { provider: 'openai-compatible', server: 'vllm', baseUrl };
    return { id, ...place, model: MODEL, credentials: 'none' };
  });
  return { schemaVersion: 1, source, models: { [MODEL]: model }, targets, defaults: { maxRetries: 0 } };
}

export interface ForeignProject {
  readonly root: string;
  readonly urls: Readonly<Record<string, string>>;
  /** Writes a file of the project anew. */
  readonly write: (path: string, content: object | string) => Promise<void>;
}

/** A project without goldens, each of its targets at a foreign server of its own. */
export async function foreignProject(servers: Readonly<Record<string, Answers>>): Promise<ForeignProject> {
  const urls: Record<string, string> = {};
  for (const [id, answers] of Object.entries(servers)) {
    const server = await serveForeign(answers);
    onTestFinished(() => server.close());
    urls[id] = server.url;
  }
  const root = await writeProject({
    'llama-contract.config.yaml': configFile(urls),
    'suites/first.yaml': suiteFile(),
    'suites/schemas/invoice.json': INVOICE,
  });
  const write = (path: string, content: object | string): Promise<void> =>
    writeFile(join(root, path), typeof content === 'string' ? content : JSON.stringify(content));
  return { root, urls, write };
}
