import { breaking, degraded, noted, type FindingRow } from './finding-row.ts';

const CALLS =
  'compare the declared tools and the tool choice as they went out; mend the prompt or the golden';
const ARGUMENTS = 'let clients check arguments before they use them; mend the description of the tool';
const COMPARED =
  'mend the prompt, or say in comparators of /toolCalls/*/arguments what else clients can take';
const CHOICE = 'declare in the row that the server does not honour this tool choice, or use one that does';
const PARSER = "switch on the server's parser for the tool calls of this model";
const IDS = 'let clients number the calls themselves, and declare in the row that the server does not';
const TYPED = 'let clients take this form too; tell the provider';
const FORM = 'nothing, where clients use an SDK that reads it; else read it as this adapter does';

/** The tools that an answer calls. */
export const TOOL_CODES = {
  'tool/missing-call': breaking('a tool is called less often than in the golden', CALLS),
  'tool/unexpected-call': breaking('a tool is called more often than in the golden', CALLS),
  'tool/unknown-name': breaking('a tool is called that was not declared', CALLS),
  'tool/argument-changed': breaking('a call has another value in an argument than the golden', COMPARED),
  'tool/optional-argument-changed': degraded(
    'a call has another value than the golden in an argument that its tool does not require',
    COMPARED,
  ),
  'tool/arguments-not-json': breaking('the arguments of a call are not JSON', ARGUMENTS),
  'tool/arguments-invalid': breaking("the arguments of a call break the tool's schema", ARGUMENTS),
  'tool/parameters-not-compiled': breaking("a tool's schema cannot be used", 'mend the schema in the suite'),
  'tool/choice-none-violated': breaking('a tool is called though none was allowed', CHOICE),
  'tool/choice-required-ignored': breaking('no tool is called though one was required', CHOICE),
  'tool/choice-named-ignored': breaking('not the tool that was named is called', CHOICE),
  'tool/call-in-text': breaking('a tool call stands in the text, where no client looks for it', PARSER),
  'tool/empty-call': noted('a tool call has neither an id nor a name nor arguments', FORM),
  'tool/delta-without-index': noted('a piece of a tool call does not say of which', FORM),
  'tool/id-missing': breaking('a tool call has no id, which was promised', IDS),
  'tool/id-repeated': breaking('two tool calls have one id', IDS),
  'tool/calls-not-a-list': breaking('the tool calls of a message are no list', TYPED),
  'tool/no-function': breaking('a tool call has no function', TYPED),
  'tool/no-input': breaking('a tool call has no input, which its wire promises', TYPED),
  'tool/arguments-not-text': breaking('the arguments of a tool call are no text', TYPED),
  'tool/duplicate-key': degraded(
    'a key stands twice in one object of the arguments, and parsers differ in which value they take',
    ARGUMENTS,
  ),
} satisfies Readonly<Record<`tool/${string}`, FindingRow>>;
