import type { ConverseBody } from './converse-shape.ts';

/** What a request asks for and a Llama model on Bedrock does not have: the text of its refusal, or null. */
type Limit = (body: ConverseBody, stream: boolean) => string | null;

/** https://github.com/strands-agents/harness-sdk/issues/1241 */
function noField(field: string): string {
  return `This model doesn't support the ${field} field. Remove ${field} and try again.`;
}

/** https://github.com/earendil-works/pi/issues/3739 */
const toolsInStream: Limit = (body, stream) =>
  stream && body.toolConfig !== undefined ? "This model doesn't support tool use in streaming mode." : null;

const forcedTool: Limit = ({ toolConfig }) => {
  if (toolConfig?.toolChoice?.any !== undefined) return noField('toolConfig.toolChoice.any');
  return toolConfig?.toolChoice?.tool === undefined ? null : noField('toolConfig.toolChoice.tool');
};

/** Llama is not in the list of https://docs.aws.amazon.com/bedrock/latest/userguide/structured-output.html */
const structuredOutput: Limit = ({ outputConfig, toolConfig }) => {
  if (outputConfig?.textFormat !== undefined) return noField('outputConfig.textFormat');
  if (outputConfig?.effort !== undefined) return noField('outputConfig.effort');
  return toolConfig?.tools.some((tool) => tool.toolSpec?.strict === true) === true
    ? noField('toolConfig.tools.toolSpec.strict')
    : null;
};

/** https://github.com/strands-agents/harness-sdk/issues/1223 */
const resultsAlone: Limit = ({ messages }) => {
  const index = messages.findIndex(
    ({ content }) =>
      content.some((block) => block.toolResult !== undefined) &&
      content.some((block) => block.toolResult === undefined),
  );
  return index === -1
    ? null
    : `messages.${index}.content: Conversation blocks and tool result blocks cannot be provided in the same turn.`;
};

/** Blocks of Converse that other models take. */
const FOREIGN = [
  'video',
  'audio',
  'reasoningContent',
  'citationsContent',
  'searchResult',
  'toolAddition',
  'toolRemoval',
] as const;

const foreignBlocks: Limit = ({ messages, system, toolConfig }) => {
  const blocks = messages.flatMap((message) => message.content);
  const found = FOREIGN.find((kind) => blocks.some((block) => block[kind] !== undefined));
  if (found !== undefined) return `This model doesn't support the ${found} content block.`;
  const cached = [...blocks, ...(system ?? []), ...(toolConfig?.tools ?? [])].some(
    (block) => block.cachePoint !== undefined,
  );
  return cached ? 'You invoked an unsupported model or your request did not allow prompt caching.' : null;
};

const systemRole: Limit = ({ messages }) =>
  messages.some((message) => message.role === 'system')
    ? "This model doesn't support the system role in messages. Use the system field and try again."
    : null;

/** Extra fields reach the model's own schema, which knows only those of its native body. */
const extraFields: Limit = ({ additionalModelRequestFields }) => {
  if (typeof additionalModelRequestFields !== 'object' || additionalModelRequestFields === null) return null;
  const [key] = Object.keys(additionalModelRequestFields);
  return key === undefined
    ? null
    : `The model returned the following errors: Malformed input request: #: extraneous key [${key}] is not permitted, please reformat your input and try again.`;
};

const limits: readonly Limit[] = [
  toolsInStream,
  forcedTool,
  structuredOutput,
  resultsAlone,
  systemRole,
  foreignBlocks,
  extraFields,
];

/** The first thing that a Llama model refuses in a well-formed request, or null. */
export function refuseUnsupported(body: ConverseBody, stream: boolean): string | null {
  return limits.map((limit) => limit(body, stream)).find((message) => message !== null) ?? null;
}
