import { phrase, type PhraseGroup } from './phrase.ts';

const BEDROCK = 'https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html';
const LLAMA_CPP = 'https://github.com/ggml-org/llama.cpp/blob/master/tools/server/server-common.cpp';
const OPENAI = 'https://platform.openai.com/docs/api-reference/chat/create';
const XGRAMMAR = 'https://xgrammar.mlc.ai/docs/';
const TEMPLATES = 'https://huggingface.co/docs/transformers/chat_templating';

/** What a model's template, its grammar and its eyes can take. */
export const MALFORMED_MESSAGES: PhraseGroup = {
  kind: 'invalid_request',
  phrases: [
    phrase(/roles must (?:alternate|be)/i, {
      seen: 'Conversation roles must alternate user/assistant/user/assistant/...',
      who: 'vllm',
      source: TEMPLATES,
    }),
    phrase(/unexpected (?:message )?role/i, {
      seen: "Unexpected role 'user' after role 'tool'",
      who: 'vllm',
      source: 'https://github.com/mistralai/mistral-common',
    }),
    phrase(/must be at the beginning/i, {
      seen: 'System message must be at the beginning.',
      who: 'vllm',
      source: TEMPLATES,
    }),
    phrase(/must (?:start|begin|end) with/i, {
      seen: 'A conversation must start with a user message.',
      who: 'bedrock',
      source: BEDROCK,
    }),
    phrase(/cannot identify image/i, {
      seen: 'cannot identify image file <_io.BytesIO object at 0x7f>',
      who: 'vllm',
      source: 'https://pillow.readthedocs.io/en/stable/reference/Image.html#PIL.UnidentifiedImageError',
    }),
    phrase(/(?:decode|load|open|fetch|process) (?:the |input )?image/i, {
      seen: 'Failed to load image',
      who: 'llamacpp',
      source: LLAMA_CPP,
    }),
    phrase(/generate parser for this template/i, {
      seen: 'Unable to generate parser for this template. Automatic parser generation failed',
      who: 'llamacpp',
      source: 'https://github.com/ggml-org/llama.cpp/blob/master/common/chat.cpp',
    }),
    phrase(/schema conversion failed/i, {
      seen: 'JSON schema conversion failed: Unrecognized schema: {"type":"text"}',
      who: 'llamacpp',
      source: 'https://github.com/ggml-org/llama.cpp/blob/master/common/json-schema-to-grammar.cpp',
    }),
    phrase(/compile (?:the )?(?:grammar|regex|schema)/i, {
      seen: 'Failed to compile grammar for this schema',
      who: 'vllm',
      source: XGRAMMAR,
    }),
    phrase(/EBNF (?:parser|lexer) error/i, {
      seen: 'EBNF parser error at line 1, column 12: Expect element, but got end of line',
      who: 'vllm',
      source: XGRAMMAR,
    }),
    phrase(/grammar (?:is not valid|error)/i, {
      seen: 'grammar is not valid: no rules',
      who: 'tgi',
      source: 'https://github.com/huggingface/text-generation-inference/blob/main/router/src/validation.rs',
    }),
    phrase(/template error/i, {
      seen: 'Template error: syntax error in <string>',
      who: 'tgi',
      source: 'https://github.com/huggingface/text-generation-inference/blob/main/router/src/infer/mod.rs',
    }),
    phrase(/at row \d{1,6}, column \d/i, {
      seen: 'Value is not callable: null at row 1, column 72: {{ x }}',
      who: 'llamacpp',
      source: 'https://github.com/google/minja',
    }),
    phrase(/\w object' has no attribute/i, {
      seen: "'dict object' has no attribute 'startswith'",
      who: 'vllm',
      source: 'https://jinja.palletsprojects.com/en/stable/api/#jinja2.Undefined',
    }),
    phrase(
      /tool_?(?:result|use|calls?|call_id)\b.{0,80}?(?:must|exceed|previous|corresponding|preceding|followed|without)/i,
      {
        seen: '`tool_use` ids were found without `tool_result` blocks immediately after',
        who: 'anthropic',
        source: 'https://docs.anthropic.com/en/docs/agents-and-tools/tool-use/implement-tool-use',
      },
    ),
    phrase(/role ['"`]tool['"`] must/i, {
      seen: "messages with role 'tool' must be a response",
      who: 'openai',
      source: OPENAI,
    }),
    phrase(/initialize samplers/i, {
      seen: 'Failed to initialize samplers: std::exception',
      who: 'llamacpp',
      source: 'https://github.com/ggml-org/llama.cpp/blob/master/tools/server/server-context.cpp',
    }),
  ],
};
