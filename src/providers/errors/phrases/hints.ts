import { phrase, type PhraseGroup } from './phrase.ts';

const OKHTTP = 'https://github.com/square/okhttp/tree/master/okhttp/src';
const XINFERENCE = 'https://github.com/xorbitsai/inference/tree/main/xinference';
const TABBY = 'https://github.com/theroyallab/tabbyAPI/tree/main/endpoints';
const AIOHTTP = 'https://github.com/aio-libs/aiohttp/tree/master/aiohttp';

// What a text is about, by a word: heard when no phrase, code or status says what happened. Whose word it is tells whose
// fault it is, so a hint knows no wording. What nobody else speaks of stands before what everybody does: see the order.

export const ABOUT_TIME: PhraseGroup = {
  kind: 'timeout',
  phrases: [
    phrase(/(?:deadline|elapsed|hung|too long to|watchdog|in time|not received within)\b/i, {
      seen: 'Request expired: deadline passed while waiting',
      who: 'proxy',
      source: 'https://github.com/BerriAI/litellm',
      unread: true,
    }),
  ],
};

export const ABOUT_MONEY: PhraseGroup = {
  kind: 'quota_exhausted',
  phrases: [
    phrase(
      /(?:quotas?|billing|credits?|balance|payment|budgets?|spending|trial|wallet|prepaid|invoices?|subscription (?:has|is|was|expired|lapsed|ended))\b/i,
      {
        seen: 'error consuming token remain quota',
        who: 'one-api',
        source: 'https://github.com/songquanpeng/one-api/tree/main/relay',
      },
    ),
  ],
};

export const ABOUT_KEYS: PhraseGroup = {
  kind: 'authentication',
  phrases: [
    phrase(/(?:api|admin|secret|access|private|authentication|authorization|auth)[ _-](?:keys?|tokens?)\b/i, {
      seen: 'Please provide an admin key',
      who: 'tabbyapi',
      source: TABBY,
    }),
    phrase(
      /(?:credentials?|passwords?(?!: None)|authenticat\w{1,4}|signatures?|issuer|audience|oauth|jwt|log in|logged in|login|sign in|signed in)\b/i,
      {
        seen: 'A ":" is not allowed in login (RFC 7617#section-2)',
        who: 'aiohttp',
        source: AIOHTTP,
      },
    ),
  ],
};

export const ABOUT_LENGTH: PhraseGroup = {
  kind: 'context_overflow',
  phrases: [
    phrase(
      /(?:context|prompt|conversation|sequence|input) (?:[^\s;:.]{1,20} ){0,5}?(?:too (?:long|large)|exceed\w{0,3}|overflow\w{0,3}|longer than|larger than)\b/i,
      {
        seen: 'prompt is too large for the current context (~9000/8192 tokens). Reduce the system prompt or message history, compact the conversation, or use a model with a larger context',
        who: 'ollama',
        source: 'https://github.com/ollama/ollama/blob/fb30760/agent/compactor.go',
      },
    ),
  ],
};

export const ABOUT_A_MODEL: PhraseGroup = {
  kind: 'model_not_found',
  phrases: [
    phrase(
      /(?:models?|deployment|adapter) (?:\S{1,60} ){0,4}?(?:not (?:found|exist\w{0,2}|available|registered|listed|recogni[sz]ed|installed|pulled|downloaded)|does ?n['o]t exist|been deleted)\b/i,
      {
        seen: 'The requested model is not available for integrator "vscode-chat". Available models: [scout]',
        who: 'copilot',
        source: 'https://github.com/gethouston/houston/pull/1153',
      },
    ),
    phrase(/(?:no|unknown|unrecogni[sz]ed|which|such) (?:\S{1,20} ){0,2}?models?\b/i, {
      seen: '✗ Error: No supported model available',
      who: 'copilot',
      source: 'https://github.com/github/copilot-cli/issues/251',
    }),
  ],
};

export const ABOUT_A_CONNECTION: PhraseGroup = {
  kind: 'connection',
  phrases: [
    phrase(
      /(?:connect(?:or|ed|ing|ions?)?|sockets?|network|dns|tls|ssl|handshake|proxy|captive portal|host(?:name)?|redirects?|tcp|internet|offline|not (?:running|reachable|listening))\b/i,
      {
        seen: 'Connector is closed.',
        who: 'aiohttp',
        source: AIOHTTP,
      },
    ),
  ],
};

export const ABOUT_BYTES: PhraseGroup = {
  kind: 'stream_interrupted',
  phrases: [
    phrase(/(?:eof|content-length|truncated|incomplete|disconnect\w{0,3}|premature\w{0,2}|cut off)\b/i, {
      seen: 'Content-Length (12) and stream length (8) disagree',
      who: 'okhttp',
      source: OKHTTP,
    }),
  ],
};

export const ABOUT_AN_ANSWER: PhraseGroup = {
  kind: 'malformed_response',
  phrases: [
    phrase(
      /(?:responses?|repl(?:y|ies)|answers?|choices) (?:[^\s:;.]{1,20} ){0,4}?(?:empty|missing|null|none|undefined|unexpected|unknown|wrong|incomplete|not)\b/i,
      {
        seen: 'The response body is empty.',
        who: 'ai-sdk',
        source: 'https://github.com/vercel/ai/tree/main/packages/ai/src',
      },
    ),
    phrase(
      /(?:empty|missing|incomplete|invalid|no) (?:\S{1,20} ){0,3}?(?:responses?|repl(?:y|ies)|answers?|choices)\b/i,
      {
        seen: 'empty result in InferD response',
        who: 'fastchat',
        source: 'https://github.com/lm-sys/FastChat/tree/main/fastchat/serve',
      },
    ),
    phrase(/(?:returned|got|received|wrote) (?:no|zero|nothing|an? empty|empty|invalid|an? unexpected)\b/i, {
      seen: 'score classify: backend returned zero tokens for every candidate (scorer regression?)',
      who: 'localai',
      source: 'https://github.com/mudler/LocalAI/tree/master/core',
    }),
    phrase(
      /(?:choices|deseriali[sz]\w{1,5}|unmarshal\w{0,5}|unexpected (?:token|character|json|end|type))\b/i,
      {
        seen: "Node LLM run: [openrouter] 'choices'",
        who: 'dify',
        source: 'https://github.com/langgenius/dify/issues/3695',
      },
    ),
  ],
};

export const ABOUT_ROOM: PhraseGroup = {
  kind: 'overloaded',
  phrases: [
    phrase(
      /(?:capacity|busy|queued?|backpressure|overload\w{0,3}|no free|replicas?|maintenance|not ready|waiting)\b/i,
      {
        seen: 'No free Router port on node 3',
        who: 'xinference',
        source: XINFERENCE,
      },
    ),
    phrase(
      /(?:preempt\w{1,4}|evicted|cooldown|shedding|admission|downloading|being \w{0,4}loaded|right now|at the moment)\b/i,
      {
        seen: 'load shedding: request dropped',
        who: 'envoy',
        source:
          'https://www.envoyproxy.io/docs/envoy/latest/configuration/operations/overload_manager/overload_manager',
        unread: true,
      },
    ),
  ],
};

export const ABOUT_PACE: PhraseGroup = {
  kind: 'rate_limited',
  phrases: [
    phrase(/(?:throttl\w{1,4}|too (?:many|fast)|per (?:minute|second|hour)|concurren(?:t|cy)|slow down)\b/i, {
      seen: 'Failed to acquire concurrency permit',
      who: 'mistral.rs',
      source: 'https://github.com/EricLBuehler/mistral.rs/blob/9e92262/mistralrs-mcp/src/client.rs',
    }),
  ],
};

export const ABOUT_SAFETY: PhraseGroup = {
  kind: 'content_filtered',
  phrases: [
    phrase(
      /(?:safety|moderat(?:ed|ion)|refus(?:al|ed to (?:answer|respond|comply))|harmful|inappropriate|offensive|guardrails?|sensitive)\b/i,
      {
        seen: 'Sensitive Information Disclosure (LLM02:2025)',
        who: 'akamai',
        source: 'https://github.com/BerriAI/litellm/pull/34827',
      },
    ),
  ],
};

export const ABOUT_RIGHTS: PhraseGroup = {
  kind: 'permission',
  phrases: [
    phrase(
      /(?:permissions?|denied|privileges?|authori[sz]\w{1,6}|forbidden|polic(?:y|ies)|blocked|restricted|licen[sc]e|allow-?list|whitelist|only available to)\b/i,
      {
        seen: 'Object contains forbidden prototype property',
        who: 'ai-sdk',
        source: 'https://github.com/vercel/ai/tree/main/packages/provider-utils/src',
      },
    ),
  ],
};

/** The grammar of a rule that was not kept. */
export const ABOUT_A_RULE: PhraseGroup = {
  kind: 'invalid_request',
  phrases: [
    phrase(
      /(?:exactly|at (?:most|least)|only one|either|neither|both|no more than|more than|less than|between)\b/i,
      {
        seen: 'Skill upload may contain at most 12 files.',
        who: 'mistral.rs',
        source: 'https://github.com/EricLBuehler/mistral.rs',
      },
    ),
    phrase(
      /(?:provided?|specif(?:y|ied)|suppl(?:y|ied)|mandatory|please (?:add|choose|ensure|enter|pass|remove|select|set|use))\b/i,
      {
        seen: 'No trainingDataReferences provided',
        who: 'watsonx',
        source: 'https://github.com/IBM/watsonx-ai-node-sdk',
      },
    ),
    phrase(
      /(?:improper|wrong|incorrect|illegal|bad|empty|already (?:exists?|loaded|registered)|conflicts?|mismatch\w{0,2}|exceeds?)\b/i,
      {
        seen: "improper type for 'seed'",
        who: 'ollama',
        source: 'https://github.com/ollama/ollama/tree/main/api',
      },
    ),
    phrase(
      /(?:no|not|never|\w{2,6}n['’]t) (?:\S{1,20} ){0,2}?(?:found|exist\w{0,2}|allowed|permitted|accepted|valid|recogni[sz]ed|readable|registered|given|set|provided|selected|specified)\b/i,
      {
        seen: 'File path does not exist or is not readable: /x',
        who: 'watsonx',
        source: 'https://github.com/IBM/watsonx-ai-node-sdk',
      },
    ),
    phrase(/(?:params?|parameters?|fields?|arguments?|schema|propert(?:y|ies))\b/i, {
      seen: "Function named 'search' clashes with input data field!",
      who: 'beeai',
      source: 'https://github.com/i-am-bee/beeai-framework/blob/1d57df4/python/beeai_framework/template.py',
    }),
    phrase(/(?:expected|expects|got|requires?|must) \S/i, {
      seen: 'moss-tts: TTS requires text',
      who: 'localai',
      source: 'https://github.com/mudler/LocalAI/blob/82c191a/backend/go/moss-tts-cpp/gomossttscpp.go',
    }),
  ],
};

export const ABOUT_A_FEATURE: PhraseGroup = {
  kind: 'unsupported_feature',
  phrases: [
    phrase(
      /(?:not (?:\S{1,20} ){0,2}?(?:support\w{0,2}|implemented|available|hooked|compatible|enabled)|not for|unsupported|must implement|implementation|incompatible|disabled)\b/i,
      {
        seen: 'LoRA loading is not hooked up to the ExLlamaV3 backend yet.',
        who: 'tabbyapi',
        source: TABBY,
      },
    ),
  ],
};

/** No more than that something is wrong. */
export const ABOUT_AN_ERROR: PhraseGroup = {
  kind: 'server_error',
  phrases: [
    phrase(
      /(?:exceptions?|bug|fault|corrupt\w{0,3}|abort\w{0,3}|killed|signal\w{0,3}|shut(?:ting)? ?down|died|dead|broken|stopped|terminated|destroyed|circular|NaN|resolved|internal|unexpected\w{0,2}|not defined)\b/i,
      {
        seen: 'Received a Prefill message in classify. This is a bug.',
        who: 'lorax',
        source: 'https://github.com/predibase/lorax/tree/main/router',
      },
    ),
    phrase(/(?<=\S )errors?\b|^errors? \w/i, {
      seen: 'Error in generate_stream for request: 42',
      who: 'xinference',
      source: XINFERENCE,
    }),
    phrase(/(?:retries|attempts|gave up)\b/i, {
      seen: 'Retries exhausted: 10/10',
      who: 'aws-sdk-php',
      source: 'https://github.com/aws/aws-sdk-php/tree/master/src/Retry',
      unread: true,
    }),
  ],
};
