import type { JsonObject } from '../../contract/json-value.ts';
import type { CanonicalRequest, Message } from '../../contract/exchanges/request.ts';

/**
 * The native body of InvokeModel. The caller applies Llama 4's chat template:
 * https://www.llama.com/docs/model-cards-and-prompt-formats/llama4/
 */
export function encodeLlama(request: CanonicalRequest): JsonObject {
  const images = request.messages.flatMap((message) =>
    message.role === 'user'
      ? message.content.flatMap((part) => (part.type === 'image' ? [part.data] : []))
      : [],
  );
  return {
    prompt: encodePrompt(request.messages),
    ...(request.maxOutputTokens !== null && { max_gen_len: request.maxOutputTokens }),
    ...(request.temperature !== null && { temperature: request.temperature }),
    ...(request.topP !== null && { top_p: request.topP }),
    ...(images.length > 0 && { images }),
  };
}

function encodePrompt(messages: readonly Message[]): string {
  const turns = messages.map((message) => {
    const role = message.role === 'tool' ? 'ipython' : message.role;
    const text = message.content.map((part) => (part.type === 'text' ? part.text : '<|image|>')).join('');
    return `<|header_start|>${role}<|header_end|>\n\n${text}<|eot|>`;
  });
  return `<|begin_of_text|>${turns.join('')}<|header_start|>assistant<|header_end|>\n\n`;
}
