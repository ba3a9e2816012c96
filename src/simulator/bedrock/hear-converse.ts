import { createHash } from 'node:crypto';
import type { JsonObject } from '../../contract/json-value.ts';
import type { Heard, HeardMessage } from '../face.ts';
import type { GivenImage } from './check-images.ts';
import type { ContentBlock, ConverseBody } from './converse-shape.ts';

function imageBytes(block: ContentBlock): Buffer[] {
  const data = block.image?.source.bytes;
  return data === undefined ? [] : [Buffer.from(data, 'base64')];
}

/** The images of a conversation, those of its tool results with them. */
export function imagesOf(body: ConverseBody): GivenImage[] {
  return body.messages
    .flatMap((message) => message.content)
    .flatMap((block) => [block, ...(block.toolResult?.content ?? [])])
    .flatMap(({ image }) => {
      const data = image?.source.bytes;
      return image === undefined || data === undefined
        ? []
        : [{ format: image.format, bytes: Buffer.from(data, 'base64') }];
    });
}

type Result = NonNullable<ContentBlock['toolResult']>;

function hearResult({ content }: Result): HeardMessage {
  const text = content
    .map((part) => part.text ?? (part.json === undefined ? '' : JSON.stringify(part.json)))
    .join('');
  return { role: 'tool', text, images: [], toolCalls: [] };
}

/** Tool results come as blocks of a user message; each is a message of its own. */
function hearMessage({ role, content }: ConverseBody['messages'][number]): HeardMessage[] {
  const results = content.flatMap((block) =>
    block.toolResult === undefined ? [] : [hearResult(block.toolResult)],
  );
  const others = content.filter((block) => block.toolResult === undefined);
  const toolCalls = others.flatMap(({ toolUse }) =>
    toolUse === undefined ? [] : [{ name: toolUse.name, arguments: toolUse.input }],
  );
  const images = others.flatMap(imageBytes).map((bytes) => createHash('sha256').update(bytes).digest('hex'));
  const message: HeardMessage = {
    role,
    text: others.map((block) => block.text ?? '').join(''),
    images,
    toolCalls,
  };
  return others.length === 0 ? results : [...results, message];
}

function toolChoiceOf({ toolConfig }: ConverseBody): Heard['toolChoice'] {
  if (toolConfig === undefined) return null;
  const { toolChoice } = toolConfig;
  if (toolChoice?.tool !== undefined) return { name: toolChoice.tool.name };
  return toolChoice?.any === undefined ? 'auto' : 'required';
}

/** What a well-formed Converse body says; its schema is a text, which comes here read. */
export function hearConverse(
  body: ConverseBody,
  jsonSchema: JsonObject | null,
  modelId: string,
  stream: boolean,
): Heard {
  const system = (body.system ?? []).flatMap((block): HeardMessage[] =>
    block.text === undefined ? [] : [{ role: 'system', text: block.text, images: [], toolCalls: [] }],
  );
  return {
    modelId,
    messages: [...system, ...body.messages.flatMap(hearMessage)],
    maxOutputTokens: body.inferenceConfig?.maxTokens ?? null,
    stop: body.inferenceConfig?.stopSequences ?? [],
    tools: (body.toolConfig?.tools ?? []).flatMap(({ toolSpec }) =>
      toolSpec === undefined ? [] : [{ name: toolSpec.name, parameters: toolSpec.inputSchema.json ?? {} }],
    ),
    toolChoice: toolChoiceOf(body),
    jsonSchema,
    count: 1,
    topLogprobs: null,
    stream,
    usageInStream: true,
  };
}
