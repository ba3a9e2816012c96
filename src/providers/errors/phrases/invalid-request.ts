import { phrase, type PhraseGroup } from './phrase.ts';

export const MALFORMED_REQUEST: PhraseGroup = {
  kind: 'invalid_request',
  phrases: [
    phrase(/cannot unmarshal/i, {
      seen: 'json: cannot unmarshal array into Go struct field ChatRequest.messages.content of type string',
      who: 'ollama',
      source: 'https://github.com/danny-avila/LibreChat/issues/2494',
    }),
    phrase(/ensure this value/i, {
      seen: 'ensure this value is greater than 0',
      who: 'vllm',
      source: 'https://pypi.org/project/pydantic/2.13.5/',
    }),
    phrase(/unexpected inference (?:input|output)/i, {
      seen: "unexpected inference input 'IN_1' for model 'scout'",
      who: 'triton',
      source: 'https://github.com/triton-inference-server/core/blob/main/src/model.cc',
    }),
    phrase(/encrypted[ _]content/i, {
      seen: 'reasoning `encrypted_content` was not issued to this caller',
      who: 'opencode',
      source: 'https://github.com/anomalyco/opencode/issues/48864',
    }),
    phrase(/\billegal (?:\w{1,12} )?(?:request|argument|parameter|input)\b/i, {
      seen: 'Illegal model request',
      who: 'librechat',
      source: 'https://github.com/danny-avila/LibreChat/issues/2602',
    }),
    phrase(/(?:illegal|bad) base64/i, {
      seen: 'header "foobar-bin": illegal base64 data',
      who: 'grpc-go',
      source: 'https://github.com/grpc/grpc-go/blob/4793ad0/internal/transport/transport_test.go',
    }),
    phrase(/(?:is|are) (?:a )?required/i, {
      seen: 'model is required',
      who: 'ollama',
      source: 'https://github.com/aws-samples/amazon-sagemaker-generativeai/issues/110',
    }),
    phrase(/4(?:00|03|04|10), message=['"][^'"]{0,80}['"], url=/i, {
      seen: "404, message='Not Found', url='https://images.example.com/a.png'",
      who: 'vllm',
      source: 'https://github.com/aio-libs/aiohttp/blob/495e778/aiohttp/client_exceptions.py',
    }),
    phrase(/json\.exception\.\w/i, {
      seen: '[json.exception.type_error.302] type must be string, but is null',
      who: 'llamacpp',
      source: 'https://github.com/nlohmann/json/blob/199dea1/docs/mkdocs/docs/home/exceptions.md',
    }),
    phrase(/malformed (?:input|request|json)/i, {
      seen: 'Malformed input request: #: subject must not be valid against schema',
      who: 'bedrock',
      source: 'https://github.com/langchain-ai/langchain-aws/issues/62',
    }),
    phrase(/validation errors?\b/i, {
      seen: '1 validation error for ValidatorIterator',
      who: 'vllm',
      source: 'https://github.com/bytedance/UI-TARS-desktop/issues/626',
    }),
    phrase(/(?:parameter|input|request|schema) validation failed/i, {
      seen: 'Parameter validation failed',
      who: 'botocore',
      source: 'https://github.com/aws-samples/sample-apj-sup-sa/pull/124',
    }),
    phrase(/failed to satisfy/i, {
      seen: "Value '-1' at 'inferenceConfig.topP' failed to satisfy constraint",
      who: 'bedrock',
      source: 'https://github.com/NousResearch/hermes-agent/issues/55429',
    }),
    phrase(/field required/i, {
      seen: 'Field required',
      who: 'nim',
      source: 'https://pypi.org/project/fastapi/0.142.2/',
    }),
    phrase(
      /no (?:(?:chat )?model|messages?|prompt|input) (?:was |were |is )?(?:specified|given|provided|supplied|selected)/i,
      {
        seen: 'No model specified in request. Please provide a model name in the request body or as a x-ms-model-mesh-model-name header.',
        who: 'azure',
        source: 'https://github.com/microsoft/semantic-kernel/issues/10483',
      },
    ),
    phrase(/missing (?:required|field|parameter|property|request|body|model|messages)/i, {
      seen: 'missing request body',
      who: 'ollama',
      source: 'https://github.com/aws-samples/sample-apj-sup-sa/pull/124',
    }),
    phrase(/extra (?:fields?|inputs?) (?:are )?not permitted/i, {
      seen: 'Extra inputs are not permitted',
      who: 'vllm',
      source: 'https://pypi.org/project/pydantic/2.13.5/',
    }),
    phrase(/extraneous key/i, {
      seen: '#: extraneous key [top_k] is not permitted',
      who: 'bedrock',
      source: 'https://github.com/langchain-ai/langchain-aws/issues/62',
    }),
    phrase(
      /unknown (?:parameter|field|name|argument|key|format)|unrecogni[sz]ed (?:request )?(?:argument|parameter|option)/i,
      {
        seen: "Unknown parameter: 'messages[0].foo'.",
        who: 'openai',
        source: 'https://github.com/aws-samples/sample-apj-sup-sa/pull/124',
      },
    ),
    phrase(/unexpected (?:keyword|field|argument|property|endpoint|method)/i, {
      seen: "AsyncCompletions.create() got an unexpected keyword argument 'output_config'",
      who: 'openai-python',
      source: 'https://github.com/python/cpython/tree/v3.11.2',
    }),
    phrase(
      /invalid (?:json(?! response)|request|parameter|schema|grammar|image|url|data url|payload|body|role|message|tool|field|base64|options?)/i,
      {
        seen: 'invalid tool call arguments',
        who: 'ollama',
        source: 'https://github.com/ollama/ollama/blob/fb30760/openai/openai.go',
      },
    ),
    phrase(
      /must be (?:non-empty|strictly|a string|a number|an array|an object|one of|non-negative|positive|in [([]|greater|at least|of type|a list|followed|less|between|set to|provided)/i,
      {
        seen: 'temperature must be non-negative, got -1.0.',
        who: 'vllm',
        source: 'https://github.com/vllm-project/vllm/issues/4667',
      },
    ),
    phrase(/cannot be (?:empty|null|negative|provided in|specified in)/i, {
      seen: '`inputs` cannot be empty',
      who: 'tgi',
      source: 'https://github.com/BerriAI/litellm/issues/11837',
    }),
    phrase(
      /(?:parse|parsing|decode|decoding|deserialize|deserializing|read|reading|buffer) the (?:json|request)(?: body)?/i,
      {
        seen: 'Failed to deserialize the JSON body into the target type: messages[0].role: unknown variant `tools`',
        who: 'axum',
        source: 'https://github.com/browser-use/web-ui/issues/65',
      },
    ),
    phrase(/(?<!(?:answer|reply|response|upstream) )(?:body|payload) (?:is|was) not (?:a )?valid JSON/i, {
      seen: 'Request body is not valid JSON',
      who: 'proxy',
      source: 'https://fastapi.tiangolo.com/tutorial/handling-errors/',
      unread: true,
    }),
    phrase(/(?:decompress|read|reading|parse|parsing|decode|decoding|process|processing) request body/i, {
      seen: 'failed to decompress request body',
      who: 'ollama',
      source: 'https://github.com/ollama/ollama/blob/main/server/cloud_proxy.go',
    }),
    phrase(/expected request with/i, {
      seen: 'Expected request with `Content-Type: application/json`',
      who: 'axum',
      source: 'https://github.com/tokio-rs/axum/blob/3d78036/axum/src/extract/rejection.rs',
    }),
    phrase(
      /(?:parse|parsing|decode|decoding) (?:the )?(?:grammar|messages|tools|schema|request|tool definitions)/i,
      {
        seen: 'Failed to parse tools',
        who: 'llamacpp',
        source: 'https://github.com/ikawrakow/ik_llama.cpp/blob/8337e4c/common/chat.cpp',
      },
    ),
    phrase(/maximum allowed batch size/i, {
      seen: 'batch size 1025 > maximum allowed batch size 1024',
      who: 'tei',
      source:
        'https://github.com/huggingface/text-embeddings-inference/blob/0d124dc/router/src/http/server.rs',
    }),
    phrase(
      /input should be\b|should (?:be a valid|have at (?:least|most)|match pattern|be greater|be less)/i,
      {
        seen: 'Input should be a valid string',
        who: 'nim',
        source: 'https://pypi.org/project/pydantic/2.13.5/',
      },
    ),
    phrase(/json decode error/i, {
      seen: 'JSON decode error',
      who: 'fastapi',
      source: 'https://pypi.org/project/fastapi/0.142.2/',
    }),
    phrase(/is not of type/i, {
      seen: "123 is not of type 'string' - 'messages.0.content'",
      who: 'openai',
      source: 'https://pypi.org/project/jsonschema/4.25.1/',
    }),
    phrase(/given schemas/i, {
      seen: "[] is not valid under any of the given schemas - 'messages'",
      who: 'openai',
      source: 'https://pypi.org/project/jsonschema/4.25.1/',
    }),
    phrase(/expected (?:a |an )?(?:string|object|array|list|number|boolean|dict)\b/i, {
      seen: 'Expected string, received undefined',
      who: 'zod',
      source: 'https://github.com/QwenLM/qwen-code/issues/2158',
    }),
    phrase(/property ['"]?\w{1,40}['"]? is (?:unsupported|missing)/i, {
      seen: "property 'reasoning_content' is unsupported",
      who: 'groq',
      source: 'https://github.com/run-llama/llama_index/issues/14701',
    }),
    phrase(
      /(?:fix|add|remove|correct|change|reformat|provide|specify) .{1,160}?and try (?:your request )?again/i,
      {
        seen: 'The text field in the ContentBlock object at messages.1.content.0 is blank. Add text to the text field, and try again.',
        who: 'bedrock',
        source: 'https://github.com/strands-agents/harness-sdk/issues/1241',
      },
    ),
    phrase(
      /must (?:contain|have|include) (?:an? |the )?['"`]?\w{1,40}['"`]? (?:key|field|property|attribute)/i,
      {
        seen: "Input payload must contain a 'inputs' key and optionally a 'parameters' key containing a dictionary of parameters.",
        who: 'sagemaker',
        source: 'https://github.com/aws-samples/amazon-kendra-langchain-extensions/pull/38',
      },
    ),
    phrase(/method not allowed/i, {
      seen: 'Method not allowed. AI Gateway only accepts POST requests.',
      who: 'helicone',
      source: 'https://github.com/danny-avila/LibreChat/issues/12804',
    }),
    phrase(/\bbad input\b/i, {
      seen: "AiError: Bad input: Error: oneOf at '/' not met, 0 matches",
      who: 'cloudflare',
      source: 'https://developers.cloudflare.com/workers-ai/platform/errors/',
      unread: true,
    }),
    phrase(/no route for that URI/i, {
      seen: 'No route for that URI',
      who: 'cloudflare',
      source: 'https://github.com/Jazee6/cloudflare-ai-web/issues/52',
    }),
    phrase(/shape does not match/i, {
      seen: "Shape does not match true shape of 'data' field",
      who: 'triton',
      source: 'https://github.com/triton-inference-server/server',
      unread: true,
    }),
    phrase(/rejected the request (?:schema|payload|body)/i, {
      seen: 'LLM request failed: provider rejected the request schema or tool payload.',
      who: 'openclaw',
      source: 'https://github.com/openclaw/openclaw/issues/107430',
    }),
    phrase(/failed validation\b/i, {
      seen: 'Request body failed validation',
      who: 'cloudflare',
      source: 'https://developers.cloudflare.com/workers-ai/platform/errors/',
      unread: true,
    }),
    phrase(/request (?:is|was) malformed|improperly formed/i, {
      seen: 'The request was malformed and could not be processed.',
      who: 'autohand',
      source: 'https://github.com/autohandai/code-cli/issues/511',
    }),
    phrase(/required propert(?:y|ies)\b/i, {
      seen: "5006: Error: required properties at '/' are 'contexts'",
      who: 'cloudflare',
      source: 'https://github.com/cloudflare/workerd/issues/5261',
    }),
  ],
};
