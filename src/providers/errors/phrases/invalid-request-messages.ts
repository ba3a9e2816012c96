import { phrase, type PhraseGroup } from './phrase.ts';

const XGRAMMAR = 'https://xgrammar.mlc.ai/docs/';

/** What a model's template, its grammar and its eyes can take. */
export const MALFORMED_MESSAGES: PhraseGroup = {
  kind: 'invalid_request',
  phrases: [
    phrase(/(?:roles|conversation) must (?:alternate|be)/i, {
      seen: 'Conversation roles must alternate user/assistant/user/assistant/...',
      who: 'vllm',
      source:
        'https://github.com/huggingface/text-generation-inference/blob/db931fc/router/src/infer/chat_template.rs',
    }),
    phrase(/(?:no|a) (?:previous|preceding|prior) (?:assistant |tool |user )?(?:message|call)/i, {
      seen: 'Message has tool role, but there was no previous assistant message with a tool call!',
      who: 'sglang',
      source: 'https://github.com/sgl-project/sglang/pull/14748',
    }),
    phrase(/unexpected (?:message )?role/i, {
      seen: "Unexpected role 'user' after role 'tool'",
      who: 'vllm',
      source: 'https://pypi.org/project/mistral-common/1.12.0/',
    }),
    phrase(/must be at the beginning/i, {
      seen: 'System message must be at the beginning.',
      who: 'vllm',
      source: 'https://github.com/pydantic/pydantic-ai/blob/4fda389/docs/models/openai.md',
    }),
    phrase(/must (?:start|begin|end) with/i, {
      seen: 'A conversation must start with a user message.',
      who: 'bedrock',
      source: 'https://github.com/spring-projects/spring-ai/issues/404',
    }),
    phrase(/cannot identify image/i, {
      seen: 'cannot identify image file <_io.BytesIO object at 0x7f>',
      who: 'vllm',
      source: 'https://pypi.org/project/pillow/12.3.0/',
    }),
    phrase(
      /(?:decode|decoding|load|loading|open|opening|fetch|fetching|process|processing|download|downloading) (?:the |input )?image/i,
      {
        seen: 'Failed to load image',
        who: 'llamacpp',
        source: 'https://github.com/ikawrakow/ik_llama.cpp/blob/8337e4c/examples/server/server-common.cpp',
      },
    ),
    phrase(/generate parser for this template/i, {
      seen: 'Unable to generate parser for this template. Automatic parser generation failed',
      who: 'llamacpp',
      source: 'https://github.com/ikawrakow/ik_llama.cpp/blob/8337e4c/common/chat.cpp',
    }),
    phrase(/schema conversion failed|unrecogni[sz]ed schema/i, {
      seen: 'JSON schema conversion failed: Unrecognized schema: {"type":"text"}',
      who: 'llamacpp',
      source: 'https://github.com/ikawrakow/ik_llama.cpp/blob/8337e4c/common/json-schema-to-grammar.cpp',
    }),
    phrase(
      /(?:compile|compiling) (?:the )?(?:grammar|regex|schema)|(?:grammar|schema|structured output|regex) compil\w{1,6} (?:fail|err)/i,
      {
        seen: 'Failed to compile grammar for this schema',
        who: 'vllm',
        source: XGRAMMAR,
        unread: true,
      },
    ),
    phrase(/EBNF (?:parser|lexer) error/i, {
      seen: 'EBNF parser error at line 1, column 12: Expect element, but got end of line',
      who: 'vllm',
      source: 'https://github.com/mlc-ai/xgrammar/blob/53da3ff/cpp/grammar_parser.cc',
    }),
    phrase(/grammar (?:is not valid|error)/i, {
      seen: 'grammar is not valid: no rules',
      who: 'tgi',
      source:
        'https://github.com/huggingface/text-generation-inference/blob/db931fc/router/src/validation.rs',
    }),
    phrase(/template error/i, {
      seen: 'Template error: syntax error in <string>',
      who: 'tgi',
      source: 'https://github.com/huggingface/text-generation-inference/blob/db931fc/router/src/infer/mod.rs',
    }),
    phrase(/at row \d{1,6}, column \d/i, {
      seen: 'Value is not callable: null at row 1, column 72: {{ x }}',
      who: 'llamacpp',
      source: 'https://github.com/google/minja/blob/021c229/include/minja/minja.hpp',
    }),
    phrase(/\w object' has no attribute/i, {
      seen: "'dict object' has no attribute 'startswith'",
      who: 'vllm',
      source: 'https://github.com/python/cpython/tree/v3.11.2',
    }),
    phrase(
      /tool_?(?:result|use|calls?|call_id)\b.{0,80}?(?:must|exceed|previous|corresponding|matching|preceding|followed|without)/i,
      {
        seen: '`tool_use` ids were found without `tool_result` blocks immediately after',
        who: 'anthropic',
        source: 'https://github.com/anthropics/claude-code/issues/1237',
      },
    ),
    phrase(/expected tool_?(?:result|use|calls?)/i, {
      seen: 'Expected toolResult blocks at messages.2.content for the following Ids: tooluse_1',
      who: 'bedrock',
      source: 'https://github.com/zeroclaw-labs/zeroclaw/pull/1476',
    }),
    phrase(/tool (?:with name |named )?\S{1,60} (?:was |is |does )?not (?:found|exist|defined)/i, {
      seen: 'Tool error: Tool with name get_n_day_weather not found',
      who: 'tgi',
      source:
        'https://github.com/huggingface/text-generation-inference/blob/main/router/src/infer/tool_grammar.rs',
    }),
    phrase(/provided without its required/i, {
      seen: "Item 'msg_07dd' of type 'message' was provided without its required 'reasoning' item: 'rs_07dd'.",
      who: 'openai',
      source: 'https://github.com/continuedev/continue/issues/12620',
    }),
    phrase(/role ['"`]tool['"`] must/i, {
      seen: "messages with role 'tool' must be a response",
      who: 'openai',
      source: 'https://github.com/miurla/morphic/issues/136',
    }),
    phrase(/initialize samplers/i, {
      seen: 'Failed to initialize samplers: std::exception',
      who: 'llamacpp',
      source: 'https://github.com/ikawrakow/ik_llama.cpp/blob/8337e4c/examples/server/server-context.cpp',
    }),
    phrase(/image (?:\S{1,12} ){0,3}?could not be/i, {
      seen: 'The image could not be downloaded',
      who: 'openai',
      source: 'https://platform.openai.com/docs/guides/images-vision',
      unread: true,
    }),
    phrase(/can only contain\b/i, {
      seen: 'The document file name can only contain alphanumeric characters, whitespace characters, hyphens, parentheses, and square brackets.',
      who: 'bedrock',
      source: 'https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_DocumentBlock.html',
      unread: true,
    }),
    phrase(/issue with the model['’]s prompt template/i, {
      seen: "This is usually an issue with the model's prompt template. If you are using a popular model, you can try to search the model under lmstudio-community",
      who: 'lmstudio',
      source: 'https://github.com/continuedev/continue/issues/11816',
    }),
    phrase(/rendering prompt with jinja/i, {
      seen: 'Error rendering prompt with jinja template: "Expected identifier following dot operator".',
      who: 'lmstudio',
      source: 'https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/2075',
    }),
    phrase(/cannot (?:both be|(?:pass|have|specify|set|use|provide) both)\b/i, {
      seen: '`temperature` and `top_p` cannot both be specified for this model. Please use only one.',
      who: 'bedrock',
      source: 'https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters.html',
      unread: true,
    }),
    phrase(/number of (?:function|tool) (?:response|result|call)s?\b/i, {
      seen: 'Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.',
      who: 'gemini',
      source: 'https://ai.google.dev/gemini-api/docs/function-calling',
      unread: true,
    }),
    phrase(/no (?:user )?(?:query|messages?) (?:was |were )?found/i, {
      seen: 'No user query found in messages',
      who: 'qwen',
      source: 'https://huggingface.co/Qwen/Qwen3.5-9B',
      unread: true,
    }),
    phrase(
      /(?:failed to|unable to|could not|cannot) (?:download|fetch) (?:\S{1,16} ){0,4}?(?:file|image|media|video|audio|picture)\b(?!s? \S{0,80}\.safetensors)/i,
      {
        seen: 'Unable to download the file. Please verify the URL and try again.',
        who: 'openai',
        source: 'https://platform.openai.com/docs/guides/images-vision',
        unread: true,
      },
    ),
  ],
};
