import { z } from 'zod';
import { PRIORITIES, type RequestShape } from '../contract/routing/route.ts';
import { sizesOf } from './shape-of-request.ts';

const partSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.literal('image_url') }),
  z.object({ type: z.literal('refusal') }),
]);

const messageSchema = z.object({
  role: z.string().min(1),
  content: z.union([z.string(), z.array(partSchema)]).nullish(),
  tool_calls: z.array(z.unknown()).exactOptional(),
});

/** Text, for metadata holds nothing else: https://platform.openai.com/docs/api-reference/chat/create#chat-create-metadata */
const hintsSchema = z.object({
  intent: z.string().default(''),
  priority: z.enum(PRIORITIES).default('normal'),
  strict_latency: z.enum(['true', 'false']).default('false'),
  confidence: z
    .string()
    .regex(/^(?:0(?:\.\d+)?|1(?:\.0+)?)$/, { error: 'must be a number from 0 to 1, as text' })
    .exactOptional(),
});

/** A chat request as clients of OpenAI's form send it, of which no more is read than a router needs. */
export const chatRequestSchema = z.object({
  messages: z.array(messageSchema).min(1),
  tools: z.array(z.unknown()).default([]),
  response_format: z.object({ type: z.string(), json_schema: z.unknown() }).partial().nullish(),
  max_tokens: z.int().positive().nullish(),
  max_completion_tokens: z.int().positive().nullish(),
  metadata: hintsSchema.nullish(),
});
type ChatRequest = z.infer<typeof chatRequestSchema>;

/** Its shape. What its sender says beside it stands in its metadata: intent (by comma), priority, strict_latency, confidence. */
export function shapeOfChat(request: ChatRequest): RequestShape {
  const { messages, tools, response_format: format, metadata } = request;
  const parts = messages.flatMap(({ content }) => (Array.isArray(content) ? content : []));
  const texts = messages.flatMap(({ content }) => (typeof content === 'string' ? content : []));
  const pieces = parts.flatMap((part) => (part.type === 'text' ? part.text : []));
  const calls = messages.flatMap(({ tool_calls: made = [] }) => made.map(textOf));
  const wanted = format?.json_schema === undefined ? [] : [textOf(format.json_schema)];
  const { intent = '', priority = 'normal', strict_latency: strict = 'false', confidence } = metadata ?? {};
  return {
    ...sizesOf([...texts, ...pieces, ...calls], [...tools.map(textOf), ...wanted]),
    messages: messages.length,
    imageCount: parts.filter(({ type }) => type === 'image_url').length,
    structured: format?.type === 'json_schema' || format?.type === 'json_object',
    tools: tools.length > 0,
    maxOutputTokens: request.max_completion_tokens ?? request.max_tokens ?? null,
    intents: intent.split(',').flatMap((tag) => (tag.trim() === '' ? [] : [tag.trim()])),
    priority,
    strictLatency: strict === 'true',
    confidence: confidence === undefined ? null : Number(confidence),
  };
}

function textOf(value: unknown): string {
  return JSON.stringify(value) ?? '';
}
