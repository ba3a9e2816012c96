import { phrase, type PhraseGroup } from './phrase.ts';

/** Said with the words of a feature that is not supported. */
export const NOT_SERVED: PhraseGroup = {
  kind: 'model_not_found',
  phrases: [
    phrase(/on-demand throughput isn['’]?t supported/i, {
      seen: 'Invocation of model ID meta.llama4-scout-17b-instruct-v1:0 with on-demand throughput isn’t supported. Retry your request with the ID or ARN of an inference profile that contains this model.',
      who: 'bedrock',
      source: 'https://github.com/anomalyco/opencode/issues/2589',
    }),
    phrase(
      /model:? (?:id )?(?!(?:in|out)put )\S{1,120} (?:is )?not (?:a )?(?:valid|available|recognized|served|hosted|deployed|registered)(?! for (?!this API key))/i,
      {
        seen: 'Model llama-4-maverick is not available on Acme Cloud',
        who: 'sambanova',
        source: 'https://github.com/mozilla-ai/any-llm/issues/976',
      },
    ),
    phrase(
      /model:? (?:id )?\S{1,120} (?:is )?not supported(?! (?:for|with|in|by|when) (?!(?:this|your)(?! v)|the|any|provider|region|environment|account))/i,
      {
        seen: "Model 'meta-llama/llama-3-8b' is not supported for this environment",
        who: 'watsonx',
        source: 'https://github.com/i-am-bee/beeai-framework/issues/1179',
      },
    ),
    phrase(
      /model (?:id |name |identifier |you requested )?(?:is|was) (?:not valid|not found|invalid|unknown|unavailable (?:in|for free))/i,
      {
        seen: 'The provided model identifier is invalid.',
        who: 'bedrock',
        source:
          'https://github.com/pydantic/pydantic-ai/blob/4fda389/tests/models/cassettes/test_bedrock/test_bedrock_error.yaml',
      },
    ),
    phrase(/model(?:_id)? is not (?:currently )?available(?! for|.{0,40}again)/i, {
      seen: 'The requested model is not currently available in your region',
      who: 'vertex',
      source: 'https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/api-errors',
      unread: true,
    }),
    phrase(
      /(?<!(?:for|with) (?:the|this|your) )models? (?:(?!temporar|current|service)\S{1,80} ){0,4}?unavailable in (?:your|this|that) region/i,
      {
        seen: 'Model llama-4-scout is unavailable in your region. Enable cross-region inference',
        who: 'snowflake',
        source: 'https://docs.snowflake.com/en/user-guide/snowflake-cortex/cross-region-inference',
        unread: true,
      },
    ),
    phrase(/\b(?:models|LLMs)\b.{0,60}? are not (?:currently |yet )?available in (?:your|this) region/i, {
      seen: 'the required LLMs for Cortex Analyst are not available in your region. Please enable cross region calls to use this API.',
      who: 'snowflake',
      source: 'https://github.com/Snowflake-Labs/sfquickstarts/issues/1759',
    }),
    phrase(/model not supported by (?:\w{1,16} )?provider/i, {
      seen: 'Model not supported by provider together',
      who: 'huggingface',
      source: 'https://github.com/huggingface/huggingface.js/issues/2225',
    }),
    phrase(/models?\/\S{1,120} (?:is|was) not found/i, {
      seen: 'models/gemini-1.5-pro is not found for API version v1beta, or is not supported for generateContent.',
      who: 'gemini',
      source: 'https://github.com/openclaw/openclaw/issues/14036',
    }),
    phrase(/model (?:\S{1,120} )?is not \w{1,16} (?:\S{1,16} ){0,4}?or does not exist/i, {
      seen: 'The specified model is not enabled for this mode or does not exist',
      who: 'tetrate',
      source: 'https://github.com/aaif-goose/goose/issues/5402',
    }),
    phrase(/not support the (?:selected|requested|given|specified) model\b/i, {
      seen: 'Your API key does not support the requested model',
      who: 'relay',
      source: 'https://github.com/QuantumNous/new-api',
      unread: true,
    }),
    phrase(/web endpoint is stopped/i, {
      seen: 'modal-http: app for invoked web endpoint is stopped',
      who: 'modal',
      source: 'https://modal.com/docs/guide/webhooks',
      unread: true,
    }),
  ],
};

/** It was there once. */
export const RETIRED: PhraseGroup = {
  kind: 'model_not_found',
  phrases: [
    phrase(/marked by provider as legacy/i, {
      seen: 'Access denied. This Model is marked by provider as Legacy and you have not been actively using the model in the last 15 days. Please upgrade to an active model on Amazon Bedrock',
      who: 'bedrock',
      source: 'https://github.com/awslabs/llmeter/issues/35',
    }),
    phrase(/has been (?:decommissioned|deprecated|retired|removed|discontinued|sunset|withdrawn)/i, {
      seen: 'The model `gpt-4-vision-preview` has been deprecated, learn more here: https://platform.openai.com/docs/deprecations',
      who: 'openai',
      source: 'https://github.com/orhanerday/open-ai/issues/135',
    }),
    phrase(/no longer (?:available|supported|served)/i, {
      seen: 'This model models/gemini-2.0-flash is no longer available. Please update your code to use a newer model for the latest features and improvements.',
      who: 'gemini',
      source: 'https://github.com/tashfeenahmed/freellmapi/issues/634',
    }),
    phrase(
      /(?:model|version|deployment):? (?:\S{1,120} )?(?:is|was) (?:now |currently )?(?:archived|deprecated|decommissioned|disabled|discontinued|removed|retired|sunset|withdrawn)\b/i,
      {
        seen: 'Model zai-glm-4.7 is archived and unavailable for the organization.',
        who: 'cerebras',
        source: 'https://github.com/Kiln-AI/Kiln/pull/1726',
      },
    ),
    phrase(/end[- ]of[- ](?:its |their )?life/i, {
      seen: 'This model version has reached the end of its life. Please refer to the AWS documentation for more details.',
      who: 'bedrock',
      source: 'https://github.com/tashfeenahmed/freellmapi/issues/634',
    }),
  ],
};

export const UNKNOWN_MODEL: PhraseGroup = {
  kind: 'model_not_found',
  phrases: [
    phrase(/models?\b.{0,140}?(?:does not|doesn['’]t|do not) exist/i, {
      seen: 'The model `llama-4` does not exist.',
      who: 'vllm',
      source: 'https://github.com/vllm-project/vllm/issues/3485',
    }),
    phrase(
      /models?\b(?!.{0,60}malformed|.{0,120}?(?:key|credentials|\.so|\.dylib) (?:could |was |were )?(?:can)?not\b).{0,140}?not (?:be )?found/i,
      {
        seen: 'model "llama4:scout" not found, try pulling it first',
        who: 'ollama',
        source: 'https://github.com/netease-youdao/QAnything/issues/555',
      },
    ),
    phrase(
      /(?:no such|unknown|unrecognized|invalid|unsupported|incorrect) (?:model|deployment)\b(?!.{0,80}no available)/i,
      {
        seen: 'Unknown Model, please check the model code.',
        who: 'zhipu',
        source: 'https://github.com/enricoros/big-AGI/issues/898',
      },
    ),
    phrase(/model:? (?!(?:in|out)put )\S{1,120} is unknown\b/i, {
      seen: 'Model meta/llama-4 is unknown, check `available_models`',
      who: 'langchain-nvidia',
      source: 'https://github.com/langchain-ai/langchain-nvidia',
      unread: true,
    }),
    phrase(/not a valid model/i, {
      seen: 'meta-llama/llama-5 is not a valid model ID',
      who: 'openrouter',
      source: 'https://github.com/HKUDS/nanobot/issues/847',
    }),
    phrase(/function ['"]?[\w-]{1,80}['"]?: not found/i, {
      seen: "Function '1-2-3-4': Not found for account 'abc'",
      who: 'nvcf',
      source: 'https://github.com/Alishahryar1/free-claude-code/issues/1021',
    }),
    phrase(/no (?:allowed )?(?:endpoints|providers) (?:found|available|are available) for(?! service)/i, {
      seen: 'No endpoints found for meta-llama/llama-4-scout:free.',
      who: 'openrouter',
      source: 'https://github.com/vyancharuk/nodejs-api-boilerplate/issues/16',
    }),
    phrase(/deployment\b.{0,60}?(?:does not exist|not found)/i, {
      seen: 'The API deployment for this resource does not exist.',
      who: 'azure',
      source: 'https://github.com/joselcaguilar/azure-openai-ha/issues/119',
    }),
    phrase(/endpoint\b.{0,120}?(?:does not exist|not found)/i, {
      seen: "Endpoint with name 'databricks-llama-4-maverick' does not exist.",
      who: 'databricks',
      source: 'https://github.com/microsoft/semantic-kernel/issues/10339',
    }),
    phrase(/resolve the foundation model/i, {
      seen: 'Could not resolve the foundation model from the provided model identifier.',
      who: 'bedrock',
      source: 'https://github.com/aws-samples/bedrock-chat/issues/91',
    }),
    phrase(/(?:url|uri|page|repository) (?:was )?not found/i, {
      seen: 'http://localhost:11434/v1/api/chat url not found',
      who: 'continue',
      source: 'https://github.com/continuedev/continue/issues/882',
    }),
    phrase(
      /(?:ensure|make sure)\b.{0,40}? (?:hosting|offering|running|serving|supporting) (?:this|that|the) model/i,
      {
        seen: '`Llama3.1-8B-Instruct` not registered. Make sure there is an Inference provider serving this model.',
        who: 'llama-stack',
        source: 'https://github.com/ogx-ai/ogx/issues/345',
      },
    ),
    phrase(/provider (?:information|mapping)s? for (?:the |this )?model/i, {
      seen: 'We have not been able to find inference provider information for model Qwen/Qwen2.5-72B-Instruct.',
      who: 'huggingface',
      source: 'https://github.com/huggingface/mcp-course/pull/193',
    }),
    phrase(/resource because it (?:does not|doesn['’]t) exist/i, {
      seen: "Failed to retrieve resource because it doesn't exist. Retry the request with a different resource identifier",
      who: 'bedrock',
      source: 'https://github.com/acwwat/amazon-bedrock-agent-test-ui/issues/1',
    }),
    phrase(/no route matched/i, {
      seen: 'no Route matched with those values',
      who: 'kong',
      source: 'https://github.com/Kong/kong/blob/22246ef/kong/runloop/handler.lua',
    }),
    phrase(/graph definition with requested name/i, {
      seen: 'Mediapipe graph definition with requested name is not found',
      who: 'openvino',
      source: 'https://github.com/openvinotoolkit/model_server/blob/main/src/status.cpp',
      unread: true,
    }),
    phrase(/no \w{0,30}(?:deployment|endpoint|model|prediction|version) matches the given query/i, {
      seen: '[Replicate] Error: No prediction matches the given query.',
      who: 'replicate',
      source: 'https://github.com/replicate/cog-comfyui-wan-with-lora/issues/4',
    }),
    phrase(/no router for requested model/i, {
      seen: 'no router for requested model',
      who: 'llama-swap',
      source: 'https://github.com/mostlygeek/llama-swap/blob/0bdb372/internal/swaputil/http.go',
    }),
    phrase(/unable to access (?:\S{1,20} )?model/i, {
      seen: 'Unable to access model meta-llama/Llama-4-Scout. Please visit https://api.together.ai/models to view the list of supported models.',
      who: 'together',
      source: 'https://github.com/vercel/ai/blob/ed857f5/examples/ai-functions/src/e2e/togetherai.test.ts',
    }),
    phrase(/entity with key \S{1,120} not found/i, {
      seen: 'Entity with key meta.llama-4-scout-17b-16e-instruct not found',
      who: 'oci',
      source: 'https://docs.oracle.com/en-us/iaas/Content/API/References/apierrors.htm',
      unread: true,
    }),
    phrase(/no healthy deployments for this model/i, {
      seen: 'You passed in model=nonexistent-model. There are no healthy deployments for this model.',
      who: 'litellm',
      source: 'https://github.com/BerriAI/litellm/issues/25466',
    }),
    phrase(/no models? (?:named|called|with|matching)\b/i, {
      seen: "no model named 'llama-4-scout' is available",
      who: 'lmstudio',
      source: 'https://lmstudio.ai/docs/developer',
      unread: true,
    }),
    phrase(/(?:find|locate|recogni[sz]e) (?:the |a )?model\b/i, {
      seen: 'couldn\'t find model "llama-4-scout" to stop',
      who: 'ollama',
      source: 'https://github.com/ollama/ollama/blob/fb30760/cmd/cmd.go',
    }),
    phrase(
      /(?:not found the|no provider supported|accounts? (?:\S{1,12} ){0,4}?support) (?:\w{1,9} )?model\b|has no provider support/i,
      {
        seen: 'Not found the model kimi-x or Permission denied',
        who: 'moonshot',
        source: 'https://github.com/lobehub/lobe-chat',
        unread: true,
      },
    ),
  ],
};
