import { phrase, type PhraseGroup } from './phrase.ts';

const GROQ = 'https://console.groq.com/docs/errors';

/** What the model wrote is at fault. */
export const MODEL_OUTPUT: PhraseGroup = {
  kind: 'model_error',
  phrases: [
    phrase(
      /model (?:produce[sd]|generate[sd]|return(?:s|ed)) (?:an? )?(?:invalid|malformed|empty|incomplete)/i,
      {
        seen: 'Model produced invalid sequence as part of ToolUse. Please refer to the model tool use troubleshooting guide.',
        who: 'bedrock',
        source: 'https://github.com/SEMOSS/Semoss/pull/2892',
      },
    ),
    phrase(
      /not produce (?:a )?valid|(?:model|LLM) (?:did not|didn['’]t|failed to) (?:return|produce|provide|call|generate|emit)\b/i,
      {
        seen: 'unexpected format to return; this model does not produce valid JSON',
        who: 'ollama',
        source: 'https://github.com/ollama/ollama/tree/main/server',
        unread: true,
      },
    ),
    phrase(
      /(?:output|response) (?:that )?(?:do(?:es)?|did) not (?:match|respect|follow|conform to|comply with) the (?:expected|required|requested)/i,
      {
        seen: 'The model produced output that does not match the expected peg-native format',
        who: 'llamacpp',
        source: 'https://github.com/ggml-org/llama.cpp/issues/27025',
      },
    ),
    phrase(/failed during generation(?!.{0,60}(?:connect|transport))/i, {
      seen: 'Request failed during generation: Server error',
      who: 'tgi',
      source: 'https://github.com/huggingface/text-generation-inference/blob/db931fc/router/src/infer/mod.rs',
    }),
    phrase(/channel error\W{0,3}$/i, {
      seen: 'Channel Error',
      status: 400,
      who: 'lmstudio',
      source: 'https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/1347',
    }),
    phrase(/invalid .{1,40}? (?:returned|produced|generated) by (?:the )?(?:model|LLM)\b/i, {
      seen: 'Invalid tool call JSON returned by the model',
      who: 'haystack',
      source: 'https://docs.haystack.deepset.ai/docs/chatgenerators',
      unread: true,
    }),
    phrase(/incomplete generation/i, {
      seen: 'Incomplete generation',
      who: 'tgi',
      source: 'https://github.com/huggingface/text-generation-inference/blob/db931fc/router/src/infer/mod.rs',
    }),
    phrase(/failed to generate (?:json|(?:a )?valid)/i, {
      seen: 'Failed to generate JSON. Please adjust your prompt.',
      who: 'groq',
      source: 'https://github.com/thepersonalaicompany/amurex-backend/issues/38',
    }),
    phrase(/JSON model? could(?: not|n['’]t) be met/i, {
      seen: "JSON Mode couldn't be met",
      who: 'cloudflare',
      source: 'https://developers.cloudflare.com/workers-ai/features/json-mode/',
      unread: true,
    }),
    phrase(/failed to validate json/i, {
      seen: 'Failed to validate JSON. Please adjust your prompt.',
      who: 'groq',
      source: GROQ,
      unread: true,
    }),
    phrase(/failed to call a function/i, {
      seen: 'Failed to call a function. Please adjust your prompt.',
      who: 'groq',
      source: 'https://github.com/anomalyco/opencode/issues/1018',
    }),
    phrase(/tool call validation failed/i, {
      seen: "Tool call validation failed: attempted to call tool 'search' which was not in request.tools",
      who: 'groq',
      source:
        'https://github.com/pydantic/pydantic-ai/blob/4fda389/pydantic_ai_slim/pydantic_ai/models/groq.py',
    }),
    phrase(/error parsing tool call/i, {
      seen: 'error parsing tool call: raw=\'{"name": "f", \', err=invalid character',
      who: 'ollama',
      source: 'https://github.com/ollama/ollama/blob/fb30760/harmony/harmonyparser.go',
    }),
    phrase(
      /failed to parse (?:input\b|tool[ _]calls?\b|model output|the model|function call|tool arguments)/i,
      {
        seen: 'Failed to parse input at pos 0: <|channel|>',
        who: 'llamacpp',
        source: 'https://github.com/ggml-org/llama.cpp/issues/20532',
      },
    ),
    phrase(/invalid diff:/i, {
      seen: 'Invalid diff: now finding less tool calls!',
      who: 'llamacpp',
      source: 'https://github.com/openclaw/openclaw/issues/37658',
    }),
    phrase(/token \d{1,9} while expecting/i, {
      seen: 'Unexpected token 200012 while expecting start token 200006',
      who: 'vllm',
      source: 'https://github.com/cline/cline/issues/5449',
    }),
    phrase(/expected element type </i, {
      seen: 'expected element type <function> but have <parameter>',
      who: 'ollama',
      source: 'https://github.com/continuedev/continue/issues/10896',
    }),
    phrase(/XML syntax error/i, {
      seen: 'XML syntax error on line 4: element <function> closed by </parameter>',
      who: 'ollama',
      source: 'https://github.com/continuedev/continue/issues/12680',
    }),
    phrase(
      /(?<!\bbe (?:an )?)\bempty (?:\w{1,12} )?(?:response|completion|choices)\b(?! (?:format|schema)|_)|(?:returned|received|got) (?:an )?empty output/i,
      {
        seen: 'The provider returned an empty response',
        who: 'litellm',
        source: 'https://docs.litellm.ai/docs/exception_mapping',
        unread: true,
      },
    ),
    phrase(
      /(?:model|LLM|API|provider|response) (?:returned|produced|generated|sent|contain(?:ed|s)|had|with) no (?:\w{1,12} )?(?:response|completion|output|content|answer|choice|text)s?\b/i,
      {
        seen: 'Response contained no choices.',
        who: 'zed',
        source: 'https://github.com/zed-industries/zed/issues/50569',
      },
    ),
    phrase(/no (?:generation )?chunks? (?:were |was )?(?:returned|received|generated)/i, {
      seen: 'ValueError: No generation chunks were returned',
      who: 'langchain',
      source: 'https://github.com/langchain-ai/langchain',
      unread: true,
    }),
    phrase(/prediction format (?:is |was )?incorrect/i, {
      seen: "'failureReason': 'LLM prediction format incorrect'",
      who: 'bedrock',
      source: 'https://github.com/aws-samples/amazon-bedrock-workshop/issues/192',
    }),
    phrase(/no output generated/i, {
      seen: 'No output generated. Check the stream for errors.',
      who: 'ai-sdk',
      source: 'https://github.com/vercel/ai/blob/ed857f5/packages/ai/src/error/no-output-generated-error.ts',
    }),
    phrase(/model (?:has )?encountered an? (?:unexpected )?error/i, {
      seen: 'The model has encountered an unexpected error during processing.',
      who: 'bedrock',
      source: 'https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html',
      unread: true,
    }),
    phrase(/while running the model/i, {
      seen: 'an error was encountered while running the model',
      who: 'ollama',
      source: 'https://github.com/ollama/ollama/issues/8258',
    }),
    phrase(
      /(?:returned|produced|generated|received|got) no (?:text|content|output|choices|candidates|answer)\b|no (?:content|text|choices) in (?:the )?response/i,
      {
        seen: 'Bedrock returned no text',
        who: 'bedrock',
        source: 'https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html',
        unread: true,
      },
    ),
    phrase(
      /(?:model|LLM|agent|assistant) (?:has )?(?:called|invoked|requested|tried to call) (?:an? )?(?:unavailable|unknown|unregistered|non-?existent|undefined) (?:tool|function)/i,
      {
        seen: 'Model called an unknown tool: foo',
        who: 'openai-agents',
        source: 'https://github.com/openai/openai-agents-python/tree/main/src/agents',
        unread: true,
      },
    ),
  ],
};

/** Only that there was no answer: what stands after it is closer. */
export const GENERATION_FAILED: PhraseGroup = {
  kind: 'model_error',
  phrases: [
    phrase(/generation failed/i, {
      seen: 'Generation failed',
      who: 'mlx',
      source: 'https://github.com/snowzjx/RelatedWorks/issues/13',
    }),
    phrase(/failed to generate (?:an? )?(?:response|text|output|content|answer|completion)/i, {
      seen: 'Failed to generate a response.',
      who: 'groq',
      source: 'https://github.com/thepersonalaicompany/amurex-backend/issues/38',
    }),
  ],
};
