import { phrase, type PhraseGroup } from './phrase.ts';

const BEDROCK = 'https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html';
const LEGACY_MODELS = 'https://docs.aws.amazon.com/bedrock/latest/userguide/model-lifecycle.html';
const OPENAI = 'https://platform.openai.com/docs/guides/error-codes';

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
      /model:? (?:id )?\S{1,120} is not (?:a )?(?:valid|available|recognized|served|deployed|registered)(?! for (?!this API key))/i,
      {
        seen: 'Model llama-4-maverick is not available on Acme Cloud',
        who: 'sambanova',
        source: 'https://docs.sambanova.ai/cloud/docs/capabilities/errors',
      },
    ),
    phrase(
      /model:? (?:id )?\S{1,120} is not supported(?! (?:for|with|in|by|when) (?!this|your|the|any|provider|region|environment|account))/i,
      {
        seen: "Model 'meta-llama/llama-3-8b' is not supported for this environment",
        who: 'watsonx',
        source: 'https://cloud.ibm.com/apidocs/watsonx-ai#text-chat',
      },
    ),
    phrase(
      /model (?:id |name |identifier )?(?:is|was) (?:not valid|not found|invalid|unknown|unavailable in)/i,
      {
        seen: 'The provided model identifier is invalid.',
        who: 'bedrock',
        source: BEDROCK,
      },
    ),
    phrase(/model is not (?:currently )?available(?! for|.{0,40}again)/i, {
      seen: 'The requested model is not currently available in your region',
      who: 'vertex',
      source: 'https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/api-errors',
    }),
    phrase(/model not supported by (?:\w{1,16} )?provider/i, {
      seen: 'Model not supported by provider together',
      who: 'huggingface',
      source: 'https://github.com/huggingface/huggingface.js/issues/2225',
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
      source: LEGACY_MODELS,
    }),
    phrase(/has been (?:decommissioned|deprecated|retired|removed|discontinued|sunset|withdrawn)/i, {
      seen: 'The model `gpt-4-vision-preview` has been deprecated, learn more here: https://platform.openai.com/docs/deprecations',
      who: 'openai',
      source: OPENAI,
    }),
    phrase(/no longer (?:available|supported|served)/i, {
      seen: 'This model models/gemini-2.0-flash is no longer available. Please update your code to use a newer model for the latest features and improvements.',
      who: 'gemini',
      source: 'https://ai.google.dev/gemini-api/docs/deprecations',
    }),
    phrase(
      /model:? (?:\S{1,120} )?(?:is|was) (?:now )?(?:archived|deprecated|decommissioned|discontinued|removed|retired|withdrawn)\b/i,
      {
        seen: 'Model zai-glm-4.7 is archived and unavailable for the organization.',
        who: 'cerebras',
        source: 'https://github.com/Kiln-AI/Kiln/pull/1726',
      },
    ),
    phrase(/end[- ]of[- ](?:its |their )?life/i, {
      seen: 'This model version has reached the end of its life. Please refer to the AWS documentation for more details.',
      who: 'bedrock',
      source: LEGACY_MODELS,
    }),
  ],
};

export const UNKNOWN_MODEL: PhraseGroup = {
  kind: 'model_not_found',
  phrases: [
    phrase(/models?\b.{0,140}?(?:does not|doesn['’]t|do not) exist/i, {
      seen: 'The model `llama-4` does not exist.',
      who: 'vllm',
      source: 'https://github.com/vllm-project/vllm/blob/main/vllm/entrypoints/openai/models/serving.py',
    }),
    phrase(/models?\b.{0,140}?not (?:be )?found/i, {
      seen: 'model "llama4:scout" not found, try pulling it first',
      who: 'ollama',
      source: 'https://github.com/ollama/ollama/blob/main/server/routes.go',
    }),
    phrase(/(?:no such|unknown|unrecognized|invalid|unsupported) model/i, {
      seen: 'Unknown Model, please check the model code.',
      who: 'zhipu',
      source: 'https://docs.z.ai/api-reference/api-code',
    }),
    phrase(/not a valid model/i, {
      seen: 'meta-llama/llama-5 is not a valid model ID',
      who: 'openrouter',
      source: 'https://openrouter.ai/docs/api-reference/errors',
    }),
    phrase(/function ['"]?[\w-]{1,80}['"]?: not found/i, {
      seen: "Function '1-2-3-4': Not found for account 'abc'",
      who: 'nvcf',
      source: 'https://docs.nvidia.com/cloud-functions/user-guide/latest/index.html',
    }),
    phrase(/no (?:allowed )?(?:endpoints|providers) (?:found|available|are available) for/i, {
      seen: 'No endpoints found for meta-llama/llama-4-scout:free.',
      who: 'openrouter',
      source: 'https://openrouter.ai/docs/guides/routing/provider-selection',
    }),
    phrase(/deployment\b.{0,60}?(?:does not exist|not found)/i, {
      seen: 'The API deployment for this resource does not exist.',
      who: 'azure',
      source: 'https://learn.microsoft.com/azure/ai-services/openai/how-to/create-resource',
    }),
    phrase(/endpoint\b.{0,120}?(?:does not exist|not found)/i, {
      seen: "Endpoint with name 'databricks-llama-4-maverick' does not exist.",
      who: 'databricks',
      source: 'https://docs.databricks.com/aws/en/machine-learning/model-serving/model-serving-debug',
    }),
    phrase(/resolve the foundation model/i, {
      seen: 'Could not resolve the foundation model from the provided model identifier.',
      who: 'bedrock',
      source: BEDROCK,
    }),
    phrase(/no route matched/i, {
      seen: 'no Route matched with those values',
      who: 'kong',
      source: 'https://developer.konghq.com/gateway/entities/route/',
    }),
    phrase(/no router for requested model/i, {
      seen: 'no router for requested model',
      who: 'llama-swap',
      source: 'https://github.com/mostlygeek/llama-swap',
    }),
    phrase(/unable to access model/i, {
      seen: 'Unable to access model meta-llama/Llama-4-Scout. Please visit https://api.together.ai/models to view the list of supported models.',
      who: 'together',
      source: 'https://docs.together.ai/docs/error-codes',
    }),
    phrase(/entity with key \S{1,120} not found/i, {
      seen: 'Entity with key meta.llama-4-scout-17b-16e-instruct not found',
      who: 'oci',
      source: 'https://docs.oracle.com/en-us/iaas/Content/API/References/apierrors.htm',
    }),
    phrase(/no healthy deployments for this model/i, {
      seen: 'You passed in model=nonexistent-model. There are no healthy deployments for this model.',
      who: 'litellm',
      source: 'https://github.com/BerriAI/litellm/issues/25466',
    }),
  ],
};
