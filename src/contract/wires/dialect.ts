import { z } from 'zod';
import { capabilitiesSchema } from './capabilities.ts';

/** How one OpenAI-compatible server differs from the family. A new server is a row of this, in code or in config. */
export const dialectSchema = z
  .strictObject({
    auth: z.enum(['bearer', 'none']),
    baseUrl: z
      .string()
      .regex(/^https?:\/\/\S*[^/\s]$/)
      .exactOptional()
      .describe('Where it answers, for a server that has one address. Left out, each target names its own.'),
    basePath: z
      .string()
      .regex(/^\/.*[^/]$|^$/)
      .describe('Path between host and /chat/completions, as /v1.'),
    maxTokensField: z.enum(['max_tokens', 'max_completion_tokens']),
    jsonSchemaField: z.enum([
      'response_format',
      'structured_outputs',
      'guided_json',
      'nvext.guided_json',
      'response_format.value',
    ]),
    textContent: z.enum(['string', 'parts']).describe('Form of a message that holds text alone.'),
    toolArguments: z
      .enum(['text', 'object'])
      .exactOptional()
      .describe(
        'Form of the arguments of tool calls in the history: JSON as text, which is usual, or an object.',
      ),
    streamOptions: z.boolean().describe('stream_options.include_usage is sent.'),
    requestIdHeaders: z.array(z.string()).readonly(),
    errorBody: z
      .enum(['nested', 'flat', 'string', 'problem', 'errors', 'text'])
      .describe('The usual error envelope.'),
    asyncPolling: z
      .strictObject({ requestIdHeader: z.string(), statusUrl: z.string(), intervalMs: z.int().positive() })
      .readonly()
      .nullable()
      .describe('How a 202 answer is polled; {id} in statusUrl is replaced. null when 202 never comes.'),
    healthPath: z
      .string()
      .regex(/^\/.+[^/]$/)
      .exactOptional()
      .describe(
        'Path behind the host that is answered with 2xx once the model is loaded, as /health. Left out, one token is asked for.',
      ),
    version: z
      .strictObject({
        path: z.string().regex(/^\/.+[^/]$/),
        key: z.string().min(1),
      })
      .readonly()
      .exactOptional()
      .describe(
        'Where it says its own version: a path behind the host, and its key in the object that is answered there.',
      ),
    capabilities: capabilitiesSchema,
  })
  .readonly();

export type Dialect = z.infer<typeof dialectSchema>;
