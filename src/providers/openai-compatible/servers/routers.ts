import type { KnownServer } from './known-server.ts';
import { CHAT_CAPABILITIES, FAMILY } from './known-server.ts';

/** Hosts that hand a request on to the provider of their choice. */
export const ROUTERS = {
  openrouter: {
    title: 'OpenRouter',
    dialect: {
      ...FAMILY,
      baseUrl: 'https://openrouter.ai',
      basePath: '/api/v1',
      requestIdHeaders: ['x-generation-id'],
      capabilities: CHAT_CAPABILITIES,
    },
    facts: [
      {
        says: 'Errors are `{"error":{"code","message","metadata"}}`: the code is the HTTP status as a number, the body of the provider behind stands in `metadata.raw`.',
        source: 'https://openrouter.ai/docs/api-reference/errors',
        asOf: '2026-11',
      },
      {
        says: 'Comments (`: OPENROUTER PROCESSING`) stand before and between the events of a stream.',
        source: 'https://github.com/openai/openai-go/issues/227',
        asOf: '2026-11',
      },
      {
        says: '`native_finish_reason` beside `finish_reason` is the word of the provider behind; a failure can stand there alone.',
        source: 'https://github.com/OleksandrChekhovskyi/hax/issues/15',
        asOf: '2026-11',
      },
      {
        says: 'The last chunk has the usage record and no choices.',
        source: 'https://openrouter.ai/docs/api-reference/streaming',
        asOf: '2026-03-08',
      },
    ],
    open: {
      'capabilities.jsonSchema': 'depends on the provider that the request is routed to',
      'capabilities.tools': 'depends on the provider that the request is routed to',
    },
  },
} as const satisfies Readonly<Record<string, KnownServer>>;
