import { phrase, type PhraseGroup } from './phrase.ts';

/** What the caller's own client was not told, or was told wrongly: nothing was asked. */
export const MISCONFIGURED: PhraseGroup = {
  kind: 'invalid_request',
  phrases: [
    phrase(/parse URL from/i, {
      seen: 'Failed to parse URL from /v1/chat/completions',
      who: 'undici',
      source: 'https://github.com/nodejs/undici/blob/7eb7c8e/lib/web/fetch/request.js',
    }),
    phrase(/region is missing/i, {
      seen: 'Region is missing',
      who: 'aws-sdk-js',
      source: 'https://www.npmjs.com/package/@aws-sdk/client-bedrock-runtime',
    }),
    phrase(/missing an? \W?https?:/i, {
      seen: "Request URL is missing an 'http://' or 'https://' protocol.",
      who: 'httpx',
      source: 'https://pypi.org/project/httpcore/1.0.9/',
    }),
    phrase(/provider not provided/i, {
      seen: 'LLM Provider NOT provided. Pass in the LLM provider you are trying to call.',
      who: 'litellm',
      source: 'https://github.com/nicknochnack/WatsonxCrewAI/issues/3',
    }),
    phrase(/(?:project_id|space_id|project or space)\b.{0,100}?(?:not set|does not exist|has to be|must)/i, {
      seen: 'Watsonx project_id and space_id not set. Set WX_PROJECT_ID or WX_SPACE_ID in environment variables',
      who: 'litellm',
      source: 'https://github.com/BerriAI/litellm/issues/12756',
    }),
    phrase(
      /(?:bad|unsupported|malformed|relative|parse (?:the )?(?:proxy|base|endpoint|request)) (?:URL|URI|protocol scheme)\b|NSURLErrorDomain\W{0,3}(?:error )?(?:Code=)?-100[02]\b/i,
      {
        seen: 'Error Domain=NSURLErrorDomain Code=-1002 "unsupported URL"',
        who: 'swift',
        source: 'https://developer.apple.com/documentation/foundation/urlerror/code',
        unread: true,
      },
    ),
    phrase(/(?:illegal|invalid) (?:character in )?header (?:field )?(?:value|content)/i, {
      seen: "Illegal header value b'Bearer '",
      who: 'h11',
      source: 'https://github.com/python-hyper/h11/blob/master/h11/_headers.py',
    }),
    phrase(/codec can['’]t encode|not JSON serializable|circular structure to JSON|surrogates not allowed/i, {
      seen: "'ascii' codec can't encode character '\\u2013' in position 7: ordinal not in range(128)",
      who: 'python',
      source: 'https://docs.python.org/3/library/exceptions.html#UnicodeEncodeError',
      unread: true,
    }),
    phrase(/(?:url|uri) (?:is |was )?not (?:resolved|configured|set)\b/i, {
      seen: 'engine base url not resolved',
      who: 'aibrix',
      source: 'https://github.com/vllm-project/aibrix/blob/main/python/aibrix/aibrix/batch/worker.py',
    }),
  ],
};
