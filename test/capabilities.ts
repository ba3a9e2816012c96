import type { Capabilities } from '../src/contract/wires/capabilities.ts';

/** All that a target can do, written out here so that no test rests on what it tests. Others name what differs. */
export const CAPABILITIES: Capabilities = {
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
