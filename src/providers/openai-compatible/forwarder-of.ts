import type { Forwarder } from '../../contract/wires/adapter.ts';
import type { Dialect } from '../../contract/wires/dialect.ts';
import type { Credentials, Target } from '../../contract/wires/target.ts';

/** Keys of OpenAI's body that a server or its model does not read as they stand. */
function foreignKeys({ capabilities: can }: Target, dialect: Dialect): readonly string[] {
  return [
    ...(dialect.maxTokensField === 'max_tokens' ? ['max_completion_tokens'] : ['max_tokens']),
    ...(dialect.jsonSchemaField === 'response_format' && can.jsonSchema ? [] : ['response_format']),
    ...(can.tools === 'send-and-stream' ? [] : ['tools']),
    ...(can.toolChoice.length === 4 ? [] : ['tool_choice']),
    ...(can.seed ? [] : ['seed']),
    ...(can.topP ? [] : ['top_p']),
    ...(can.stop ? [] : ['stop']),
  ];
}

/** Null for a server that answers later, or that wants the messages in a form of its own. */
export function forwarderOf(target: Target, dialect: Dialect, credentials: Credentials): Forwarder | null {
  const { asyncPolling, textContent, toolArguments = 'text', basePath } = dialect;
  if (asyncPolling !== null || textContent !== 'string' || toolArguments !== 'text') return null;
  const foreign = foreignKeys(target, dialect);
  const togetherForeign = target.capabilities.schemaWithTools ? null : ['response_format', 'tools'];
  const url = `${target.baseUrl}${basePath}/chat/completions`;
  const own: Readonly<Record<string, string>> = {
    'content-type': 'application/json',
    'user-agent': 'llama-contract',
    ...(credentials.kind === 'bearer' && { authorization: `Bearer ${credentials.token}` }),
  };
  return {
    takes: (keys) =>
      !foreign.some((key) => keys.has(key)) && togetherForeign?.every((key) => keys.has(key)) !== true,
    forward: (body, headers, transport, signal) =>
      transport({ method: 'POST', url, headers: { ...headers, ...own }, body }, signal),
  };
}
