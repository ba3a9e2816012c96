import type { ContentBlock, ConverseBody } from './converse-shape.ts';

type Message = ConverseBody['messages'][number];
type Rule = (message: Message, index: number, body: ConverseBody) => string | null;

function toolUseIds(message: Message | undefined): string[] {
  return (message?.content ?? []).flatMap((block) => block.toolUse?.toolUseId ?? []);
}

function toolResultIds(message: Message): string[] {
  return message.content.flatMap((block) => block.toolResult?.toolUseId ?? []);
}

function isMedia(block: ContentBlock): boolean {
  return block.image !== undefined || block.document !== undefined || block.video !== undefined;
}

/** https://github.com/aws-samples/bedrock-engineer/issues/8 */
const blankText: Rule = (message, index) => {
  const at = message.content.findIndex((block) => block.text !== undefined && block.text.trim() === '');
  return at === -1
    ? null
    : `The text field in the ContentBlock object at messages.${index}.content.${at} is blank. Add text to the text field, and try again.`;
};

/** https://github.com/langgenius/dify/issues/17545 */
const toolsDefined: Rule = (message, _index, body) =>
  body.toolConfig === undefined && toolUseIds(message).length + toolResultIds(message).length > 0
    ? 'The toolConfig field must be defined when using toolUse and toolResult content blocks.'
    : null;

/** https://docs.aws.amazon.com/bedrock/latest/userguide/tool-use-inference-call.html */
const resultsAnswerCalls: Rule = (message, index, body) => {
  const calls = toolUseIds(body.messages[index - 1]);
  const results = toolResultIds(message);
  if (results.length > calls.length) {
    return `The number of toolResult blocks at messages.${index}.content exceeds the number of toolUse blocks of previous turn.`;
  }
  const missing = calls.filter((id) => !results.includes(id));
  return missing.length === 0
    ? null
    : `Expected toolResult blocks at messages.${index}.content for the following Ids: ${missing.join(', ')}`;
};

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Message.html */
const mediaFromUser: Rule = (message, index) =>
  message.role === 'assistant' && message.content.some(isMedia)
    ? `messages.${index}.content: Images and documents can only be provided by the user role.`
    : null;

const documentBesideText: Rule = (message, index) =>
  message.content.some((block) => block.document !== undefined) &&
  !message.content.some((block) => block.text !== undefined)
    ? `messages.${index}.content: A text block must be included when a document is used.`
    : null;

const rules: readonly Rule[] = [
  blankText,
  toolsDefined,
  resultsAnswerCalls,
  mediaFromUser,
  documentBesideText,
];

/** What Converse says of a conversation that is well formed and yet none, or null. */
export function checkConversation(body: ConverseBody): string | null {
  if (body.messages[0]?.role !== 'user') {
    return 'A conversation must start with a user message. Try again with a conversation that starts with a user message.';
  }
  const broken = body.messages.flatMap((message, index) =>
    rules.flatMap((rule) => rule(message, index, body) ?? []),
  );
  return broken[0] ?? null;
}
