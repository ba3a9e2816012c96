import type { Capabilities } from '../../contract/capabilities.ts';

/** https://cloud.ibm.com/apidocs/watsonx-ai#text-chat; Llama 4 tool deltas come without ids. */
export const WATSONX_CAPABILITIES: Capabilities = {
  system: true,
  images: true,
  tools: 'send-and-stream',
  toolChoice: ['auto', 'none', 'required', 'named'],
  jsonSchema: true,
  seed: true,
  topP: true,
  stop: true,
  usageInStream: true,
  doneMarker: false,
  requestId: 'promised',
  namedToolFinish: 'tool_calls',
  modelEcho: true,
  toolCallIds: false,
};
