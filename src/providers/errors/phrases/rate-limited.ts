import { phrase, type PhraseGroup } from './phrase.ts';

const LITELLM = 'https://docs.litellm.ai/docs/routing';

export const RATE: PhraseGroup = {
  kind: 'rate_limited',
  phrases: [
    phrase(/rate[ _-]?limit/i, {
      seen: 'meta-llama/llama-4-maverick:free is temporarily rate-limited upstream. Please retry shortly.',
      who: 'openrouter',
      source: 'https://github.com/ago19800/HomeMind/issues/29',
    }),
    phrase(/too many (?:tokens|(?:\w{3,12} )?requests|concurrent|calls|parallel)/i, {
      seen: 'Too many tokens, please wait before trying again.',
      who: 'bedrock',
      source: 'https://github.com/RooCodeInc/Roo-Code/issues/5050',
    }),
    phrase(/(?:requests?|tokens?|calls) per (?:minute|second|min|sec|hour)/i, {
      seen: 'tokens per minute (TPM): Limit 6000, Used 5900, Requested 300. Please try again in 2s.',
      who: 'groq',
      source: 'https://github.com/elizaOS/eliza/issues/4040',
    }),
    phrase(/rate (?:exceeded|increased too|(?:is )?too (?:high|large))/i, {
      seen: 'Rate exceeded',
      who: 'aws',
      source:
        'https://github.com/langchain-ai/langchain-aws/blob/0434c7f/libs/agentcore-codeinterpreter/tests/unit_tests/test_sandbox.py',
    }),
    phrase(/throttl(?:ed|ing)/i, {
      seen: 'Request was throttled. Expected available in 20 seconds.',
      who: 'django-rest-framework',
      source: 'https://github.com/RooCodeInc/Roo-Code/issues/5050',
    }),
    phrase(/slow down|requests? too (?:quickly|fast|frequently|often)/i, {
      seen: 'Slow down',
      who: 'openai',
      source: 'https://platform.openai.com/docs/guides/error-codes',
      unread: true,
    }),
    phrase(/concurren(?:t|cy)(?: \w{1,12})?(?: limit| exceeded| reached|: \d)/i, {
      seen: 'request reached max organization concurrency: 1, please try again after 1 seconds',
      who: 'moonshot',
      source: 'https://github.com/LLM-Red-Team/kimi-cc/issues/16',
    }),
    phrase(/parallel requests? limit|requests? limit (?:is |was |has been )?reached/i, {
      seen: 'Max parallel request limit reached. Hit limit for api_key: x',
      who: 'litellm',
      source: 'https://github.com/BerriAI/litellm/issues/8392',
    }),
    phrase(/crossed TPM/i, {
      seen: 'Crossed TPM / RPM / Max Parallel Limit for key',
      who: 'litellm',
      source: 'https://github.com/BerriAI/litellm/issues/13898',
    }),
    phrase(/limit (?:is )?exceeded/i, {
      seen: 'Limit Exceeded',
      who: 'aws-api-gateway',
      source: 'https://github.com/anomalyco/opencode/issues/12219',
    }),
    phrase(/error (?:code:? )?1015\b/i, {
      seen: 'error code: 1015',
      who: 'cloudflare',
      source:
        'https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-1xxx-errors/error-1015/',
      unread: true,
    }),
    phrase(/no (?:healthy )?deployments? available/i, {
      seen: 'No deployments available for selected model, Try again in 5 seconds.',
      who: 'litellm',
      source: 'https://github.com/BerriAI/litellm/issues/14144',
    }),
    phrase(/(?:are|is|in|on|still) (?:a )?(?:cooling[ -]down|cool-?down)\b/i, {
      seen: 'All credentials for model llama-4-scout are cooling down',
      who: 'cliproxyapi',
      source: 'https://github.com/router-for-me/CLIProxyAPI',
      unread: true,
    }),
    phrase(/(?:rpm|tpm) limit/i, {
      seen: 'Deployment over defined rpm limit=2. current usage=3',
      who: 'litellm',
      source: LITELLM,
      unread: true,
    }),
    phrase(/quota exceeded for .{0,40}googleapis/i, {
      seen: 'Quota exceeded for aiplatform.googleapis.com/online_prediction_requests_per_base_model with base model: anthropic-claude-3-5-sonnet.',
      who: 'vertex',
      source: 'https://github.com/Aider-AI/aider/issues/1912',
    }),
    phrase(/resource (?:has been )?exhausted/i, {
      seen: 'Resource has been exhausted (e.g. check quota).',
      who: 'gemini',
      source: 'https://github.com/vercel/ai/blob/ed857f5/packages/deepgram/src/deepgram-error.test.ts',
    }),
    phrase(/limited to \d{1,6} (?:API calls|requests|RPM|TPM)/i, {
      seen: 'You are using a Trial key, which is limited to 40 API calls / minute.',
      who: 'cohere',
      source: 'https://www.developersdigest.tech/errors/api/cohere-api/429-too-many-requests',
    }),
    phrase(/(?:reduce|lower) (?:your |the )?(?:request )?rate\b/i, {
      seen: 'Please reduce your request rate.',
      who: 's3',
      source: 'https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html',
      unread: true,
    }),
    phrase(/allows? (?:only )?\d{1,4} concurrent/i, {
      seen: 'Your plan allows 1 concurrent request',
      who: 'plan',
      source: 'https://github.com/lobehub/lobe-chat',
      unread: true,
    }),
  ],
};
