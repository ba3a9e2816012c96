import { phrase, type PhraseGroup } from './phrase.ts';

const LITELLM = 'https://docs.litellm.ai/docs/routing';

export const RATE: PhraseGroup = {
  kind: 'rate_limited',
  phrases: [
    phrase(/rate[ _-]?limit/i, {
      seen: 'meta-llama/llama-4-maverick:free is temporarily rate-limited upstream. Please retry shortly.',
      who: 'openrouter',
      source: 'https://openrouter.ai/docs/api-reference/limits',
    }),
    phrase(/too many (?:tokens|requests|concurrent|calls|parallel)/i, {
      seen: 'Too many tokens, please wait before trying again.',
      who: 'bedrock',
      source: 'https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html',
    }),
    phrase(/(?:requests?|tokens?|calls) per (?:minute|second|min|sec|hour)/i, {
      seen: 'tokens per minute (TPM): Limit 6000, Used 5900, Requested 300. Please try again in 2s.',
      who: 'groq',
      source: 'https://console.groq.com/docs/rate-limits',
    }),
    phrase(/rate (?:exceeded|(?:is )?too (?:high|large))/i, {
      seen: 'Rate exceeded',
      who: 'aws',
      source: 'https://docs.aws.amazon.com/general/latest/gr/api-retries.html',
    }),
    phrase(/throttl(?:ed|ing)/i, {
      seen: 'Request was throttled. Expected available in 20 seconds.',
      who: 'django-rest-framework',
      source: 'https://www.django-rest-framework.org/api-guide/throttling/',
    }),
    phrase(/slow down|requests? too (?:quickly|fast|frequently|often)/i, {
      seen: 'Slow down',
      who: 'openai',
      source: 'https://platform.openai.com/docs/guides/error-codes',
    }),
    phrase(/concurren(?:t|cy)(?: \w{1,12})?(?: limit| exceeded| reached|: \d)/i, {
      seen: 'Your account request reached max organization concurrency: 1, please try again after 1 seconds',
      who: 'moonshot',
      source: 'https://platform.moonshot.ai/docs/pricing/limits',
    }),
    phrase(/parallel requests? limit/i, {
      seen: 'Max parallel request limit reached. Hit limit for api_key: x',
      who: 'litellm',
      source: 'https://docs.litellm.ai/docs/proxy/users',
    }),
    phrase(/crossed TPM/i, {
      seen: 'Crossed TPM / RPM / Max Parallel Limit for key',
      who: 'litellm',
      source: 'https://docs.litellm.ai/docs/proxy/users',
    }),
    phrase(/limit (?:is )?exceeded/i, {
      seen: 'Limit Exceeded',
      who: 'aws-api-gateway',
      source:
        'https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html',
    }),
    phrase(/error (?:code:? )?1015\b/i, {
      seen: 'error code: 1015',
      who: 'cloudflare',
      source:
        'https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-1xxx-errors/error-1015/',
    }),
    phrase(/no (?:healthy )?deployments? available/i, {
      seen: 'No deployments available for selected model, Try again in 5 seconds.',
      who: 'litellm',
      source: LITELLM,
    }),
    phrase(/(?:rpm|tpm) limit/i, {
      seen: 'Deployment over defined rpm limit=2. current usage=3',
      who: 'litellm',
      source: LITELLM,
    }),
    phrase(/resource (?:has been )?exhausted/i, {
      seen: 'Resource has been exhausted (e.g. check quota).',
      who: 'gemini',
      source: 'https://ai.google.dev/gemini-api/docs/troubleshooting',
    }),
    phrase(/limited to \d{1,6} (?:API calls|requests|RPM|TPM)/i, {
      seen: 'You are using a Trial key, which is limited to 40 API calls / minute.',
      who: 'cohere',
      source: 'https://docs.cohere.com/docs/rate-limits',
    }),
  ],
};
