import type { JsonObject, JsonValue } from '../../contract/json-value.ts';
import type { ImagePart, Message, TextPart, Tool } from '../../contract/exchanges/request.ts';

/**
 * Messages as chat completions spell them. `textContent` is the form of a message that holds one text alone,
 * `toolArguments` that of earlier tool calls.
 */
export function encodeMessages(
  messages: readonly Message[],
  textContent: 'string' | 'parts',
  toolArguments: 'text' | 'object' = 'text',
): readonly JsonObject[] {
  return messages.map((message): JsonObject => {
    const content = encodeContent(message.content, textContent);
    if (message.role === 'tool') return { role: 'tool', tool_call_id: message.toolCallId, content };
    if (message.role !== 'assistant') return { role: message.role, content };
    if (message.toolCalls.length === 0) return { role: 'assistant', content };
    const calls = message.toolCalls.map((call) => ({
      id: call.id,
      type: 'function',
      function: {
        name: call.name,
        arguments: toolArguments === 'text' ? JSON.stringify(call.arguments) : call.arguments,
      },
    }));
    return { role: 'assistant', content: message.content.length === 0 ? null : content, tool_calls: calls };
  });
}

function encodeContent(parts: readonly (TextPart | ImagePart)[], textContent: 'string' | 'parts'): JsonValue {
  const [first] = parts;
  if (textContent === 'string' && parts.length === 1 && first?.type === 'text') return first.text;
  return parts.map((part) =>
    part.type === 'text'
      ? { type: 'text', text: part.text }
      : { type: 'image_url', image_url: { url: `data:image/${part.format};base64,${part.data}` } },
  );
}

export function encodeTools(tools: readonly Tool[]): readonly JsonObject[] {
  return tools.map(({ name, description, parameters }) => ({
    type: 'function',
    function: { name, description, parameters },
  }));
}

export function encodeJsonSchemaFormat(name: string, schema: JsonObject): JsonObject {
  return { type: 'json_schema', json_schema: { name, schema, strict: true } };
}
