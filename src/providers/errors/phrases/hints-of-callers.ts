import { phrase, type PhraseGroup } from './phrase.ts';

const TABBY = 'https://github.com/theroyallab/tabbyAPI/tree/main/endpoints';
const AIOHTTP = 'https://github.com/aio-libs/aiohttp/tree/master/aiohttp';

// What a text is about, by a word: heard when no phrase, code or status says what happened. Whose word it is tells whose
// fault it is, so a hint knows no wording. What nobody else speaks of stands before what everybody does: see the order.
// Of callers: what they asked for, with what right, and how much of it.

export const ABOUT_MONEY: PhraseGroup = {
  kind: 'quota_exhausted',
  phrases: [
    phrase(/(?:quotas?|billing|credits?|balance|payment|budgets?|spending)\b/i, {
      seen: 'error consuming token remain quota',
      who: 'one-api',
      source: 'https://github.com/songquanpeng/one-api/tree/main/relay',
    }),
    phrase(
      /(?:free trial|trial (?:has|is|period|expired|ended|account)|prepaid (?:plan|account)|wallet (?:is )?empty)\b/i,
      {
        seen: 'This is a prepaid account',
        who: 'proxy',
        source: 'https://github.com/songquanpeng/one-api',
        unread: true,
      },
    ),
    phrase(
      /(?:unpaid|overdue|outstanding) invoices?\b|invoices? (?:(?:is|are) )?(?:unpaid|overdue|past due)\b/i,
      {
        seen: 'Your invoice is past due',
        who: 'proxy',
        source: 'https://github.com/songquanpeng/one-api',
        unread: true,
      },
    ),
    phrase(
      /subscription (?:(?:has|is|was) )?(?:been )?(?:not (?:in )?(?:an? )?active|cancel\w{1,5}|ended|expired|inactive|lapsed|overdue|past due|suspended)\b/i,
      {
        seen: 'Your subscription has lapsed',
        who: 'proxy',
        source: 'https://learn.microsoft.com/azure/cost-management-billing/manage/subscription-states',
        unread: true,
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
      /(?:credentials?|passwords?(?!: None)|authenticat\w{1,4}|signatures?|issuer|oauth|jwt|log in|logged in|login|sign in|signed in)\b/i,
      {
        seen: 'A ":" is not allowed in login (RFC 7617#section-2)',
        who: 'aiohttp',
        source: AIOHTTP,
      },
    ),
    phrase(
      /(?:jwt|token|invalid|incorrect|unexpected|wrong) audience\b|audience (?:claim|mismatch|(?:is|does|did) not)\b/i,
      {
        seen: 'audience mismatch',
        who: 'proxy',
        source: 'https://www.rfc-editor.org/rfc/rfc7519#section-4.1.3',
        unread: true,
      },
    ),
  ],
};

export const ABOUT_LENGTH: PhraseGroup = {
  kind: 'context_overflow',
  phrases: [
    phrase(
      /(?:context|prompt|conversation|sequence|input) (?:[^\s;:.]{1,20} ){0,5}?(?:too (?:long|large)|exceed\w{0,3}|overflow\w{0,3}|longer than|larger than)\b|(?<!value for )n_ctx\b(?! must)/i,
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
    phrase(
      /(?:adapter|model)s? (?:\S{1,60} )?(?:is |are )?not loaded\b(?!.{0,20}(?:yet|later|again|retry))/i,
      {
        seen: 'The adapter sql-lora is not loaded on this server',
        who: 'vllm',
        source: 'https://docs.vllm.ai/en/latest/features/lora.html',
        unread: true,
      },
    ),
    phrase(
      /(?:resource|repo(?:sitory)?|profile|endpoint|route) (?:\S{1,60} )?(?:(?:was|is|could) )?not (?:be )?found\b|no such (?:endpoint|route)\b/i,
      {
        seen: 'The requested resource was not found',
        who: 'proxy',
        source: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.5',
        unread: true,
      },
    ),
    phrase(/(?:no|unknown|unrecogni[sz]ed|which|such) (?:\S{1,20} ){0,2}?models?\b/i, {
      seen: '✗ Error: No supported model available',
      who: 'copilot',
      source: 'https://github.com/github/copilot-cli/issues/251',
    }),
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
    phrase(/(?:safety|moderat(?:ed|ion)|harmful|inappropriate|offensive|guardrails?|sensitive)\b/i, {
      seen: 'Sensitive Information Disclosure (LLM02:2025)',
      who: 'akamai',
      source: 'https://github.com/BerriAI/litellm/pull/34827',
    }),
    phrase(/(?:AI|assistant|LLM|model) refused\b|(?<!connection )refusal\b/i, {
      seen: 'The assistant refused to answer',
      who: 'openai',
      source: 'https://platform.openai.com/docs/guides/structured-outputs',
      unread: true,
    }),
  ],
};

export const ABOUT_RIGHTS: PhraseGroup = {
  kind: 'permission',
  phrases: [
    phrase(
      /(?:permissions?|denied|privileges?|authori[sz]\w{1,6}|forbidden|polic(?:y|ies)|blocked|restricted|only available to)\b/i,
      {
        seen: 'Object contains forbidden prototype property',
        who: 'ai-sdk',
        source: 'https://github.com/vercel/ai/tree/main/packages/provider-utils/src',
      },
    ),
    phrase(
      /licen[sc]e (?:agreement|check|expired|file|has|is|keys?|required|server)\b|(?:an?|no|the|your|valid|missing) licen[sc]e\b(?! plates?)/i,
      {
        seen: 'model access requires accepting the license agreement',
        who: 'huggingface',
        source: 'https://huggingface.co/docs/hub/models-gated',
        unread: true,
      },
    ),
    phrase(
      /(?:(?:not|isn['’]t) )?(?:by|in|on|outside) (?:\S{1,12} )?(?:allow-?list|whitelist)|(?:not )?(?:allow-?|white)listed\b|IP (?:address )?(?:\S{1,40} )?(?:is |was |are )?not (?:allowed|permitted)\b/i,
      {
        seen: 'IP address not in allowlist',
        who: 'proxy',
        source: 'https://docs.litellm.ai/docs/proxy/ip_address',
        unread: true,
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
    phrase(/(?:expected|expects|got|requires?|must(?! (?:be (?:re)?started|restart|wait)\b)) \S/i, {
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
