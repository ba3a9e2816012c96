import { z } from 'zod';

/** A union as Smithy writes it in JSON: an object with exactly one of its members. */
function oneOf<Shape extends z.ZodRawShape>(shape: Shape) {
  return z
    .strictObject(shape)
    .partial()
    .refine((value) => Object.values(value).filter((member) => member !== undefined).length === 1, {
      error: 'union',
    });
}

const anyJson = z.json();
const jsonObject = z.record(z.string(), anyJson);
const name = z
  .string()
  .regex(/^[a-zA-Z0-9_-]+$/)
  .min(1)
  .max(64);
const toolUseId = z
  .string()
  .regex(/^[a-zA-Z0-9_.:-]+$/)
  .min(1)
  .max(64);
const base64 = z.string();
const s3Location = z.strictObject({ uri: z.string(), bucketOwner: z.string().optional() });
const mediaSource = oneOf({ bytes: base64, s3Location });
const error = z.strictObject({ message: z.string().optional() });

const image = z.strictObject({
  format: z.enum(['gif', 'jpeg', 'png', 'webp']),
  source: mediaSource,
  error: error.optional(),
});
const document = z.strictObject({
  format: z.enum(['csv', 'doc', 'docx', 'html', 'md', 'pdf', 'txt', 'xls', 'xlsx']).optional(),
  name: z.string().min(1).max(200),
  source: oneOf({
    bytes: base64,
    s3Location,
    text: z.string(),
    content: z.array(oneOf({ text: z.string() })),
  }),
  context: z.string().optional(),
  citations: z.strictObject({ enabled: z.boolean() }).optional(),
});
const video = z.strictObject({
  format: z.enum(['flv', 'mkv', 'mov', 'mp4', 'mpeg', 'mpg', 'three_gp', 'webm', 'wmv']),
  source: mediaSource,
});
const audio = z.strictObject({ format: z.string(), source: mediaSource, error: error.optional() });
const cachePoint = z.strictObject({ type: z.literal('default'), ttl: z.enum(['5m', '1h']).optional() });
const searchResult = z.strictObject({
  source: z.string(),
  title: z.string(),
  content: z.array(z.strictObject({ text: z.string() })),
  citations: z.strictObject({ enabled: z.boolean() }).optional(),
});
const guardContent = oneOf({
  text: z.strictObject({
    text: z.string(),
    qualifiers: z.array(z.enum(['grounding_source', 'guard_content', 'query'])).optional(),
  }),
  image: z.strictObject({ format: z.enum(['jpeg', 'png']), source: oneOf({ bytes: base64 }) }),
});
const toolUse = z.strictObject({ toolUseId, name, input: anyJson, type: z.string().optional() });
const toolResult = z.strictObject({
  toolUseId,
  content: z.array(oneOf({ json: anyJson, text: z.string(), image, document, video, searchResult })),
  status: z.enum(['error', 'success']).optional(),
  type: z.string().optional(),
});
const reasoningContent = oneOf({
  reasoningText: z.strictObject({ text: z.string(), signature: z.string().optional() }),
  redactedContent: base64,
});
const citationsContent = z.strictObject({
  content: z.array(oneOf({ text: z.string() })).optional(),
  citations: z
    .array(
      z.strictObject({
        title: z.string().optional(),
        source: z.string().optional(),
        sourceContent: z.array(oneOf({ text: z.string() })).optional(),
        location: jsonObject.optional(),
      }),
    )
    .optional(),
});

/** A tool that comes or goes in the middle of a conversation: botocore 1.43.62. */
const changedTool = z.strictObject({
  tool: z.strictObject({
    type: z.string().optional(),
    name: z.string().optional(),
    serverName: z.string().optional(),
  }),
});

const contentBlock = oneOf({
  text: z.string(),
  image,
  document,
  video,
  audio,
  toolUse,
  toolResult,
  guardContent,
  cachePoint,
  reasoningContent,
  citationsContent,
  searchResult,
  toolAddition: changedTool,
  toolRemoval: changedTool,
});

const tool = oneOf({
  toolSpec: z.strictObject({
    name,
    description: z.string().min(1).optional(),
    inputSchema: oneOf({ json: jsonObject }),
    strict: z.boolean().optional(),
  }),
  systemTool: z.strictObject({ name }),
  cachePoint,
});
const empty = z.strictObject({});

/**
 * The body of Converse and ConverseStream, as the service's model has it.
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
 */
export const converseShape = z.strictObject({
  messages: z
    .array(z.strictObject({ role: z.enum(['user', 'assistant', 'system']), content: z.array(contentBlock) }))
    .min(1),
  system: z.array(oneOf({ text: z.string().min(1), guardContent, cachePoint })).optional(),
  inferenceConfig: z
    .strictObject({
      maxTokens: z.int().min(1).optional(),
      temperature: z.number().min(0).max(1).optional(),
      topP: z.number().min(0).max(1).optional(),
      stopSequences: z.array(z.string().min(1)).max(2500).optional(),
    })
    .optional(),
  toolConfig: z
    .strictObject({
      tools: z.array(tool).min(1),
      toolChoice: oneOf({ auto: empty, any: empty, tool: z.strictObject({ name }) }).optional(),
    })
    .optional(),
  guardrailConfig: z
    .strictObject({
      guardrailIdentifier: z.string().optional(),
      guardrailVersion: z.string().optional(),
      trace: z.enum(['disabled', 'enabled', 'enabled_full']).optional(),
      streamProcessingMode: z.enum(['async', 'sync']).optional(),
    })
    .optional(),
  additionalModelRequestFields: anyJson.optional(),
  promptVariables: z.record(z.string(), oneOf({ text: z.string() })).optional(),
  additionalModelResponseFieldPaths: z.array(z.string()).max(10).optional(),
  requestMetadata: z.record(z.string(), z.string()).optional(),
  performanceConfig: z.strictObject({ latency: z.enum(['optimized', 'standard']).optional() }).optional(),
  serviceTier: z.strictObject({ type: z.enum(['default', 'flex', 'priority', 'reserved']) }).optional(),
  outputConfig: z
    .strictObject({
      textFormat: z
        .strictObject({
          type: z.literal('json_schema'),
          structure: oneOf({
            jsonSchema: z.strictObject({
              schema: z.string(),
              name: z.string().optional(),
              description: z.string().optional(),
            }),
          }),
        })
        .optional(),
      effort: z.string().optional(),
    })
    .optional(),
});

export type ConverseBody = z.infer<typeof converseShape>;
export type ContentBlock = ConverseBody['messages'][number]['content'][number];
