import type { Dialect } from '../../contract/wires/dialect.ts';
import type { JsonObject, JsonValue } from '../../contract/json-value.ts';
import type { Mode } from '../../contract/exchanges/mode.ts';
import type { CanonicalRequest } from '../../contract/exchanges/request.ts';
import { encodeJsonSchemaFormat, encodeMessages, encodeTools } from '../chat-completion/encode-messages.ts';

/** The body of POST /chat/completions. Fields that the request leaves open are not sent. */
export function encodeRequest(
  modelId: string,
  request: CanonicalRequest,
  mode: Mode,
  dialect: Dialect,
): { readonly [key: string]: JsonValue } {
  return {
    model: modelId,
    messages: encodeMessages(request.messages, dialect.textContent, dialect.toolArguments),
    ...(request.maxOutputTokens !== null && { [dialect.maxTokensField]: request.maxOutputTokens }),
    ...(request.temperature !== null && { temperature: request.temperature }),
    ...(request.topP !== null && { top_p: request.topP }),
    ...(request.seed !== null && { seed: request.seed }),
    ...(request.stop.length > 0 && { stop: request.stop }),
    ...(request.tools.length > 0 && { tools: encodeTools(request.tools) }),
    ...(request.toolChoice !== null && { tool_choice: encodeToolChoice(request.toolChoice) }),
    ...(request.output.type === 'json' &&
      encodeSchema(request.output.name, request.output.schema, dialect.jsonSchemaField)),
    ...(mode === 'stream' && { stream: true }),
    ...(mode === 'stream' && dialect.streamOptions && { stream_options: { include_usage: true } }),
  };
}

function encodeToolChoice(choice: NonNullable<CanonicalRequest['toolChoice']>): JsonValue {
  return typeof choice === 'string' ? choice : { type: 'function', function: { name: choice.name } };
}

function encodeSchema(name: string, schema: JsonObject, field: Dialect['jsonSchemaField']): JsonObject {
  switch (field) {
    case 'response_format':
      return { response_format: encodeJsonSchemaFormat(name, schema) };
    // https://github.com/huggingface/text-generation-inference/blob/main/router/src/lib.rs: GrammarType
    case 'response_format.value':
      return { response_format: { type: 'json_schema', value: { name, schema } } };
    case 'structured_outputs':
      return { structured_outputs: { json: schema } };
    case 'guided_json':
      return { guided_json: schema };
    case 'nvext.guided_json':
      return { nvext: { guided_json: schema } };
  }
}
