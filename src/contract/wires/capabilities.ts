import { z } from 'zod';

/**
 * What a target can do, as its wire, server and model declare it. Checks skip, and adapters drop and declare,
 * by this row alone; a conflict between sources is settled here, in configuration, never in code.
 */
export const capabilitiesSchema = z
  .strictObject({
    system: z.boolean().describe('System messages are carried.'),
    images: z.boolean().describe('Image parts are carried.'),
    tools: z.enum(['none', 'send', 'send-and-stream']).describe('In which modes tools are served.'),
    toolChoice: z.array(z.enum(['auto', 'none', 'required', 'named'])).readonly(),
    jsonSchema: z.boolean().describe('The output schema is enforced by the server.'),
    schemaWithTools: z.boolean().describe('An output schema may stand beside tools.'),
    seed: z.boolean(),
    topP: z.boolean(),
    stop: z.boolean(),
    usageInStream: z.boolean().describe('A usage record is promised in a stream.'),
    doneMarker: z.boolean().describe('A closing [DONE] is promised in a stream.'),
    requestId: z.enum(['promised', 'optional', 'none']).describe("The provider's own request id."),
    toolFinish: z.enum(['tool_calls', 'stop']).describe('The finish reason of an answer that calls tools.'),
    namedToolFinish: z.enum(['tool_calls', 'stop']).describe('The finish reason of a named tool choice.'),
    modelEcho: z.boolean().describe('Responses name the model that answered.'),
    toolCallIds: z.boolean().describe('Tool calls carry an id.'),
    contentFilter: z
      .boolean()
      .describe(
        'What is asked and answered is filtered, and its wire says so: by a finish reason or an error.',
      ),
  })
  .readonly();

export type Capabilities = z.infer<typeof capabilitiesSchema>;

/** All that there is: what a row is written against, naming what differs alone. */
export const ALL_CAPABILITIES: Capabilities = {
  system: true,
  images: true,
  tools: 'send-and-stream',
  toolChoice: ['auto', 'none', 'required', 'named'],
  jsonSchema: true,
  schemaWithTools: true,
  seed: true,
  topP: true,
  stop: true,
  usageInStream: true,
  doneMarker: true,
  requestId: 'promised',
  toolFinish: 'tool_calls',
  namedToolFinish: 'tool_calls',
  modelEcho: true,
  toolCallIds: true,
  contentFilter: true,
};

/** Everything is carried, and of an answer nothing is promised beyond itself: so nothing can be missed. */
export const NOTHING_PROMISED: Capabilities = {
  ...ALL_CAPABILITIES,
  usageInStream: false,
  doneMarker: false,
  requestId: 'none',
  modelEcho: false,
  toolCallIds: false,
  contentFilter: false,
};
