import { z } from 'zod';
import { IMAGE_FORMATS } from './image-format.ts';
import { jsonObjectSchema, jsonValueSchema } from '../json-value.ts';

const textPartSchema = z.strictObject({ type: z.literal('text'), text: z.string() }).readonly();

/** `data` is base64 without a data-URI prefix. */
const imagePartSchema = z
  .strictObject({ type: z.literal('image'), format: z.enum(IMAGE_FORMATS), data: z.base64() })
  .readonly();

const toolCallSchema = z
  .strictObject({ id: z.string(), name: z.string(), arguments: jsonValueSchema })
  .readonly();

const messageSchema = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('system'), content: z.array(textPartSchema).readonly() }).readonly(),
  z
    .strictObject({
      role: z.literal('user'),
      content: z.array(z.discriminatedUnion('type', [textPartSchema, imagePartSchema])).readonly(),
    })
    .readonly(),
  z
    .strictObject({
      role: z.literal('assistant'),
      content: z.array(textPartSchema).readonly(),
      toolCalls: z.array(toolCallSchema).readonly(),
    })
    .readonly(),
  z
    .strictObject({
      role: z.literal('tool'),
      toolCallId: z.string(),
      content: z.array(textPartSchema).readonly(),
    })
    .readonly(),
]);

const toolSchema = z
  .strictObject({ name: z.string().min(1), description: z.string(), parameters: jsonObjectSchema })
  .readonly();

const toolChoiceSchema = z.union([
  z.enum(['auto', 'none', 'required']),
  z.strictObject({ name: z.string().min(1) }).readonly(),
]);

const outputSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text') }).readonly(),
  z.strictObject({ type: z.literal('json'), name: z.string(), schema: jsonObjectSchema }).readonly(),
]);

/**
 * One prompt in the form every adapter encodes from. Numbers that are null are not sent.
 * `requestId` is ours, stable over retries and resumes, and no part of the request hash.
 */
export const canonicalRequestSchema = z
  .strictObject({
    requestId: z.string(),
    messages: z.array(messageSchema).readonly(),
    maxOutputTokens: z.int().positive().nullable(),
    temperature: z.number().nullable(),
    topP: z.number().nullable(),
    seed: z.int().nullable(),
    stop: z.array(z.string()).readonly(),
    tools: z.array(toolSchema).readonly(),
    toolChoice: toolChoiceSchema.nullable(),
    output: outputSchema,
  })
  .readonly();

export type TextPart = z.infer<typeof textPartSchema>;
export type ImagePart = z.infer<typeof imagePartSchema>;
export type Message = z.infer<typeof messageSchema>;
export type Tool = z.infer<typeof toolSchema>;
export type ToolChoice = z.infer<typeof toolChoiceSchema>;
export type CanonicalRequest = z.infer<typeof canonicalRequestSchema>;

/** A request without its id and its messages that asks for nothing in particular. */
export const BARE_REQUEST: Omit<CanonicalRequest, 'requestId' | 'messages'> = {
  maxOutputTokens: null,
  temperature: null,
  topP: null,
  seed: null,
  stop: [],
  tools: [],
  toolChoice: null,
  output: { type: 'text' },
};
