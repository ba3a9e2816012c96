import type { Dialect } from '../../contract/dialect.ts';
import { DIALECTS } from './dialects.ts';

/** A server that speaks chat completions and has no row: nothing is promised, so nothing can be missed. */
const generic: Dialect = {
  auth: 'bearer',
  basePath: '/v1',
  maxTokensField: 'max_tokens',
  jsonSchemaField: 'response_format',
  textContent: 'string',
  streamOptions: true,
  requestIdHeaders: ['x-request-id', 'apim-request-id', 'request-id'],
  errorBody: 'nested',
  asyncPolling: null,
  capabilities: {
    system: true,
    images: true,
    tools: 'send-and-stream',
    toolChoice: ['auto', 'none', 'required', 'named'],
    jsonSchema: true,
    seed: true,
    topP: true,
    stop: true,
    usageInStream: false,
    doneMarker: false,
    requestId: 'none',
    namedToolFinish: 'tool_calls',
    modelEcho: false,
    toolCallIds: false,
  },
};

/** The row of a server by its name, else one that promises nothing. */
export function dialectOf(server: string): Dialect {
  return Object.hasOwn(DIALECTS, server) ? (DIALECTS[server] ?? generic) : generic;
}
