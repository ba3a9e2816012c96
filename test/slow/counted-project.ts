import { CONFIG, goldenLine, VLLM, writeProject } from '../e2e/small-project.ts';
import { answerOf, askOf } from './counted-server.ts';

/** So short that a worker that is stopped is given up within a test. */
export const SHORT_DEADLINES = {
  headersMs: 4_000,
  firstOutputMs: 4_000,
  totalMs: 4_000,
  exchangeMs: 4_000,
  judgingMs: 1_000,
};

const TOKEN = 'a-token-of-nobody-1234567890';
/** What a worker finds in its environment, and nobody else. */
export const KEYS = { TEST_VLLM_TOKEN: TOKEN };

/** In flight to one target. */
export const CONCURRENCY = 4;

/** So many prompts of a server that counts; `deadlines` say how long a case may take. */
export function countedProject(url: string, prompts: number, deadlines: object): Promise<string> {
  const ids = Array.from({ length: prompts }, (_, at) => ({
    id: `order-${String(at).padStart(5, '0')}`,
    at,
  }));
  const suite = {
    archetype: 'orders',
    prompts: ids.map(({ id, at }) => ({
      id,
      tags: ['core'],
      messages: [{ role: 'user', content: askOf(at) }],
      maxOutputTokens: 40,
    })),
  };
  const goldens = ids.map(({ id, at }) =>
    goldenLine(id, { text: answerOf(at), toolCalls: [], finish: 'stop', error: null }),
  );
  return writeProject({
    'llama-contract.config.yaml': {
      ...CONFIG,
      source: 'live',
      defaults: { concurrency: CONCURRENCY, deadlines },
      targets: [{ ...VLLM, baseUrl: url }],
    },
    'suites/orders.yaml': suite,
    'goldens/reference/orders.jsonl': goldens.join(''),
  });
}
