import type { JsonObject } from '../../contract/json-value.ts';
import type { CanonicalRequest } from '../../contract/exchanges/request.ts';
import { encodeJsonSchemaFormat, encodeMessages, encodeTools } from '../chat-completion/encode-messages.ts';

/** Where the request is accounted: exactly one of the two. */
export type Account = { readonly project_id: string } | { readonly space_id: string };

/** The body of POST /ml/v1/text/chat and /ml/v1/text/chat_stream, which differ in the path alone. */
export function encodeRequest(modelId: string, request: CanonicalRequest, account: Account): JsonObject {
  return {
    model_id: modelId,
    ...account,
    messages: encodeMessages(request.messages, 'string'),
    ...(request.maxOutputTokens !== null && { max_completion_tokens: request.maxOutputTokens }),
    ...(request.temperature !== null && { temperature: request.temperature }),
    ...(request.topP !== null && { top_p: request.topP }),
    ...(request.seed !== null && { seed: request.seed }),
    ...(request.stop.length > 0 && { stop: request.stop }),
    ...(request.tools.length > 0 && { tools: encodeTools(request.tools) }),
    ...(request.toolChoice !== null && encodeToolChoice(request.toolChoice)),
    ...(request.output.type === 'json' && {
      response_format: encodeJsonSchemaFormat(request.output.name, request.output.schema),
    }),
  };
}

/** Two fields where OpenAI has one, and only one of them may be sent. */
function encodeToolChoice(choice: NonNullable<CanonicalRequest['toolChoice']>): JsonObject {
  return typeof choice === 'string'
    ? { tool_choice_option: choice }
    : { tool_choice: { type: 'function', function: { name: choice.name } } };
}
