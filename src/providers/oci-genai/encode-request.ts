import type { JsonObject } from '../../contract/json-value.ts';
import type { Mode } from '../../contract/exchanges/mode.ts';
import type {
  CanonicalRequest,
  ImagePart,
  Message,
  TextPart,
  Tool,
} from '../../contract/exchanges/request.ts';

/** Where a request is accounted, and whether a dedicated cluster's endpoint answers it in place of the model on demand. */
export interface Serving {
  readonly compartmentId: string | null;
  readonly endpointId: string | null;
}

/**
 * The body of POST /20231130/actions/chat in the GENERIC format, which the models of Meta take:
 * https://docs.oracle.com/iaas/api/#/en/generative-ai-inference/20231130/datatypes/GenericChatRequest. `withUsage` asks
 * for the usage record of a stream, which comes for the asking alone: https://github.com/oracle/langchain-oracle/issues/316
 */
export function encodeRequest(
  modelId: string,
  request: CanonicalRequest,
  mode: Mode,
  { compartmentId, endpointId }: Serving,
  withUsage: boolean,
): JsonObject {
  return {
    ...(compartmentId !== null && { compartmentId }),
    servingMode:
      endpointId === null ? { servingType: 'ON_DEMAND', modelId } : { servingType: 'DEDICATED', endpointId },
    chatRequest: {
      apiFormat: 'GENERIC',
      messages: request.messages.map(encodeMessage),
      isStream: mode === 'stream',
      ...(mode === 'stream' && withUsage && { streamOptions: { isIncludeUsage: true } }),
      ...(request.maxOutputTokens !== null && { maxTokens: request.maxOutputTokens }),
      ...(request.temperature !== null && { temperature: request.temperature }),
      ...(request.topP !== null && { topP: request.topP }),
      ...(request.seed !== null && { seed: request.seed }),
      ...(request.stop.length > 0 && { stop: request.stop }),
      ...(request.tools.length > 0 && { tools: request.tools.map(encodeTool) }),
      ...(request.toolChoice !== null && { toolChoice: encodeToolChoice(request.toolChoice) }),
      ...(request.output.type === 'json' && {
        responseFormat: {
          type: 'JSON_SCHEMA',
          jsonSchema: { name: request.output.name, schema: request.output.schema, isStrict: true },
        },
      }),
    },
  };
}

function encodeMessage(message: Message): JsonObject {
  const content = message.content.map(encodePart);
  if (message.role === 'tool') return { role: 'TOOL', toolCallId: message.toolCallId, content };
  if (message.role !== 'assistant') return { role: message.role.toUpperCase(), content };
  const toolCalls = message.toolCalls.map((call) => ({
    id: call.id,
    type: 'FUNCTION',
    name: call.name,
    arguments: JSON.stringify(call.arguments),
  }));
  return {
    role: 'ASSISTANT',
    ...(content.length > 0 && { content }),
    ...(toolCalls.length > 0 && { toolCalls }),
  };
}

function encodePart(part: TextPart | ImagePart): JsonObject {
  return part.type === 'text'
    ? { type: 'TEXT', text: part.text }
    : { type: 'IMAGE', imageUrl: { url: `data:image/${part.format};base64,${part.data}` } };
}

function encodeTool({ name, description, parameters }: Tool): JsonObject {
  return { type: 'FUNCTION', name, description, parameters };
}

function encodeToolChoice(choice: NonNullable<CanonicalRequest['toolChoice']>): JsonObject {
  return typeof choice === 'string'
    ? { type: choice.toUpperCase() }
    : { type: 'FUNCTION', name: choice.name };
}
