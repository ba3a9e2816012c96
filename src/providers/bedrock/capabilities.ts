import type { Capabilities } from '../../contract/capabilities.ts';

/**
 * Llama 4 on Converse. Tools are refused in streams (https://github.com/earendil-works/pi/issues/3739), only `auto`
 * is a tool choice (https://github.com/strands-agents/harness-sdk/issues/1241), and Llama is not among the models with
 * structured output (https://docs.aws.amazon.com/bedrock/latest/userguide/structured-output.html).
 */
export const CONVERSE_CAPABILITIES: Capabilities = {
  system: true,
  images: true,
  tools: 'send',
  toolChoice: ['auto'],
  jsonSchema: false,
  seed: false,
  topP: true,
  stop: true,
  usageInStream: true,
  doneMarker: false,
  requestId: 'promised',
  namedToolFinish: 'tool_calls',
  modelEcho: false,
  toolCallIds: true,
};

/** The native Llama body of InvokeModel has a prompt and three parameters. */
export const INVOKE_LLAMA_CAPABILITIES: Capabilities = {
  ...CONVERSE_CAPABILITIES,
  tools: 'none',
  toolChoice: [],
  stop: false,
};
