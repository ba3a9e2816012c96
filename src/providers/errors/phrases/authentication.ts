import { phrase, type PhraseGroup } from './phrase.ts';

export const CREDENTIALS: PhraseGroup = {
  kind: 'authentication',
  phrases: [
    phrase(
      /(?:invalid|incorrect|wrong|bad|expired|malformed|revoked|unknown|disabled) (?:\S{1,16} ){0,2}?(?:x-)?(?:api[ _-]key|apikey|access[ _-]?key|bearer|credentials?\b|authorization|authentication|token passed)/i,
      {
        seen: 'Invalid credentials in Authorization header',
        who: 'huggingface',
        source: 'https://huggingface.co/docs/hub/security-tokens',
        unread: true,
      },
    ),
    phrase(
      /(?:invalid|incorrect|wrong|bad|expired|malformed|revoked) (?:(?:\S{1,12} ){0,2}?(?:access|api|auth\w{0,12}|security|session|bearer|iam|jwt|proxy|refresh|server|user) )?token\b(?! ids?\b)/i,
      {
        seen: 'Failed to handle the request due to invalid token',
        who: 'watsonx',
        source:
          'https://github.com/IBM/watsonx-ai-java-sdk/blob/e07dd51/modules/watsonx-ai-core/src/test/java/com/ibm/watsonx/ai/core/WatsonxErrorTest.java',
      },
    ),
    phrase(
      /(?:missing|no|provide an?|without an?|requires? an?) (?:\S{1,16} ){0,2}?(?:x-)?(?:api[ _-]key|apikey|credentials?\b|authorization|bearer token|auth(?:entication)? (?:header|token))/i,
      {
        seen: "You didn't provide an API key.",
        who: 'openai',
        source: 'https://github.com/aradlein/hass-agent-llm/issues/17',
      },
    ),
    phrase(
      /(?:x-)?(?:api[ _-]key|apikey|access[ _-]?key)s? (?:\S{1,30} ){0,6}?(?:invalid|missing|required|expired|incorrect|disabled|rejected|found|valid|set|provided|configured)/i,
      {
        seen: 'API key missing in request headers',
        who: 'litellm',
        source: 'https://github.com/Gitlawb/openclaude/issues/1809',
      },
    ),
    phrase(/(?:invalid|incorrect|wrong|bad) (?:user ?name|password|login)/i, {
      seen: 'Invalid username or password.',
      who: 'huggingface',
      source: 'https://github.com/coreply/coreply/issues/19',
    }),
    phrase(/_api_key (?:environment|is)|did not find \w{1,30}_api_key|error: ['"`]\w{1,30}_api_key/i, {
      seen: 'Set the OPENAI_API_KEY environment variable.',
      who: 'openai-python',
      source: 'https://github.com/Alishahryar1/free-claude-code/issues/91',
    }),
    phrase(
      /authorization[`'"]? (?:header )?(?:is |was )?(?:not )?(?:missing|required|invalid|found|provided|malformed)/i,
      {
        seen: 'Authorization header not found',
        who: 'llm-proxy',
        source: 'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Authorization',
        unread: true,
      },
    ),
    phrase(
      /(?:auth|access|bearer|api) token must be|(?:token|session)['"`]? (?:has |is |was |seems |verification ){0,2}(?:been |not )?(?:expired|required|missing|revoked|valid|invalid|failed|malformed)/i,
      {
        seen: 'Authorization header is correct, but the token seems invalid',
        who: 'huggingface',
        source: 'https://github.com/huggingface/api-inference-community/issues/332',
      },
    ),
    phrase(
      /(?:locate|load|loading|find|retrieve|retrieving|resolve|refresh|refreshing|get|getting|obtain|obtaining) (?:\S{1,12} )?(?:credentials|(?:access|IAM) token)/i,
      {
        seen: 'failed to refresh cached credentials, no EC2 IMDS role found, operation error ec2imds: GetMetadata, request send failed',
        who: 'aws-sdk-go',
        source: 'https://github.com/hashicorp/terraform-provider-aws/issues/26074',
      },
    ),
    phrase(/credentials (?:from any|could not|are|were|have|is|not|provided)/i, {
      seen: 'Your default credentials were not found.',
      who: 'vertex',
      source: 'https://github.com/googleapis/google-auth-library-python/blob/2ea24b0/google/auth/_default.py',
    }),
    phrase(/(?:validate|validating) (?:(?:your|the) )?(?:credentials|token)/i, {
      seen: 'Could not validate credentials',
      who: 'fastapi',
      source: 'https://github.com/langchain-ai/langchain-ibm/issues/35',
    }),
    phrase(/security token included/i, {
      seen: 'The security token included in the request is invalid.',
      who: 'aws',
      source: 'https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html',
      unread: true,
    }),
    phrase(
      /authentication (?:is )?(?:failed(?!, see inner)|fails|required|error|unsuccessful|failure|not (?:set|configured))/i,
      {
        seen: 'Authentication error',
        who: 'cloudflare',
        source: 'https://developers.cloudflare.com/workers-ai/platform/errors/',
        unread: true,
      },
    ),
    phrase(/certification failed/i, {
      seen: 'IAM Certification failed',
      who: 'qianfan',
      source: 'https://ai.baidu.com/ai-doc/WENXINWORKSHOP/tlmyncueh',
    }),
    phrase(/no key (?:was )?found|provide a key\b/i, {
      seen: 'No key found. Please provide a key and try again.',
      who: 'librechat',
      source: 'https://github.com/danny-avila/LibreChat/issues/4901',
    }),
    phrase(/authorization failed/i, {
      seen: 'Authorization failed',
      who: 'nim',
      source: 'https://github.com/dmMaze/BallonsTranslator/issues/1233',
    }),
    phrase(/(?:failed to|could not|cannot|unable to) authenticate/i, {
      seen: 'Failed to authenticate the request',
      who: 'watsonx',
      source: 'https://github.com/langchain-ai/langchain-ibm/issues/35',
    }),
    phrase(
      /not (?:authenticated|(?:\w{1,12} )?(?:logged|signed) in)|login required|log in (?:first|again)/i,
      {
        seen: 'Not authenticated',
        who: 'fastapi',
        source: 'https://pypi.org/project/fastapi/0.142.2/',
      },
    ),
    phrase(/signature (?:we calculated|expired|not yet current|mismatch|does not match|verification)/i, {
      seen: 'Signature expired: 20250101T000000Z is now earlier than 20250101T001000Z (20250101T001500Z - 5 min.)',
      who: 'aws',
      source: 'https://github.com/aws/aws-sdk-js-v3/issues/7605',
    }),
    phrase(/jwt (?:is|has|verification|expired|issuer|authentication)\b/i, {
      seen: 'Jwt is missing',
      who: 'envoy',
      source: 'https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/jwt_authn_filter',
      unread: true,
    }),
    phrase(/sso session/i, {
      seen: 'The SSO session associated with this profile has expired or is otherwise invalid.',
      who: 'botocore',
      source: 'https://github.com/aws/aws-sdk/issues/531',
    }),
    phrase(/profile \S{1,60} (?:could not be|was not|not) found/i, {
      seen: 'The config profile (bedrock) could not be found',
      who: 'botocore',
      source: 'https://pypi.org/project/botocore/1.43.107/',
    }),
    phrase(/subscription key/i, {
      seen: 'Access denied due to invalid subscription key or wrong API endpoint.',
      who: 'azure',
      source: 'https://github.com/microsoft/semantic-kernel/issues/10337',
    }),
    phrase(/user not found/i, {
      seen: 'User not found.',
      who: 'openrouter',
      source: 'https://github.com/Fosowl/agenticSeek/issues/407',
    }),
    phrase(/reauthenticat/i, {
      seen: 'Reauthentication is needed. Please run `gcloud auth application-default login` to reauthenticate.',
      who: 'vertex',
      source: 'https://github.com/googleapis/google-auth-library-python/blob/2ea24b0/google/oauth2/reauth.py',
    }),
    phrase(/unregistered callers/i, {
      seen: "Method doesn't allow unregistered callers (callers without established identity).",
      who: 'gemini',
      source: 'https://github.com/PublicAffairs/openai-gemini/issues/92',
    }),
    phrase(/used invalid tokens/i, {
      seen: 'You have used invalid tokens multiple times, please wait',
      who: 'new-api',
      source: 'https://github.com/QuantumNous/new-api',
      unread: true,
    }),
    phrase(/key is not enabled/i, {
      seen: 'this key is not enabled',
      who: 'relay',
      source: 'https://github.com/lobehub/lobe-chat',
      unread: true,
    }),
    phrase(/\bkey (?:\S{1,12} ){1,4}?(?:leaked|suspended)/i, {
      seen: 'Your API key was reported as leaked. Please use another API key.',
      who: 'gemini',
      source: 'https://ai.google.dev/gemini-api/docs/troubleshooting',
      unread: true,
    }),
    phrase(/(?:retrieve|acquire|obtain) (?:an? )?(?:access |bearer |auth )?token\b/i, {
      seen: 'DefaultAzureCredential failed to retrieve a token from the included credentials.',
      who: 'azure',
      source: 'https://aka.ms/azsdk/python/identity/defaultazurecredential/troubleshoot',
      unread: true,
    }),
    phrase(/(?:malformed|missing) (?:or (?:malformed|missing|invalid|expired) )?(?:jwt|bearer)\b/i, {
      seen: 'missing or malformed JWT',
      who: 'fiber',
      source: 'https://github.com/gofiber/contrib/tree/main/v3/jwt',
      unread: true,
    }),
  ],
};
