import { phrase, type PhraseGroup } from './phrase.ts';

const OKHTTP = 'https://github.com/square/okhttp/tree/master/okhttp/src';
const XINFERENCE = 'https://github.com/xorbitsai/inference/tree/main/xinference';
const AIOHTTP = 'https://github.com/aio-libs/aiohttp/tree/master/aiohttp';

// What a text is about, by a word: heard when no phrase, code or status says what happened. Whose word it is tells whose
// fault it is, so a hint knows no wording. What nobody else speaks of stands before what everybody does: see the order.
// Of servers, and of what lies between: what a caller cannot mend.

export const ABOUT_TIME: PhraseGroup = {
  kind: 'timeout',
  phrases: [
    phrase(/(?:deadline|elapsed|hung|too long to|watchdog|not received within)\b/i, {
      seen: 'Request expired: deadline passed while waiting',
      who: 'proxy',
      source: 'https://github.com/BerriAI/litellm',
      unread: true,
    }),
    phrase(/in time(?=$|[.,;!)]| \(| (?:for|to)\b)/i, {
      seen: 'We did not hear back from the model in time',
      who: 'proxy',
      source: 'https://github.com/BerriAI/litellm',
      unread: true,
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
      /(?:bad|empty|missing|incomplete|invalid|no) (?:\S{1,20} ){0,3}?(?:responses?|repl(?:y|ies)|answers?|choices)\b/i,
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
    phrase(/(?:preempt\w{1,4}|evicted|shedding|being \w{0,4}loaded|right now|at the moment)\b/i, {
      seen: 'load shedding: request dropped',
      who: 'envoy',
      source:
        'https://www.envoyproxy.io/docs/envoy/latest/configuration/operations/overload_manager/overload_manager',
      unread: true,
    }),
    phrase(/admission (?:control\w{0,3}|queue|limit)\b/i, {
      seen: 'request was rejected by admission control',
      who: 'envoy',
      source:
        'https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/admission_control_filter',
      unread: true,
    }),
    phrase(/in(?:to)? (?:an? )?cool-?down\b|cool-?down (?:is )?(?:active|ends?|for|list|period|until)\b/i, {
      seen: 'Provider cooldown active for another 42s',
      who: 'litellm',
      source: 'https://docs.litellm.ai/docs/routing',
      unread: true,
    }),
    phrase(
      /(?:are|currently|is|still) downloading\b|downloading (?:the )?(?:checkpoints?|model|shards?|weights)\b/i,
      {
        seen: 'still downloading',
        who: 'lmstudio',
        source: 'https://lmstudio.ai/docs',
        unread: true,
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
