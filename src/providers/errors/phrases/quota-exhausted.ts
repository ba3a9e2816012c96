import { phrase, type PhraseGroup } from './phrase.ts';

/** Speaks of tokens too, and is about money. */
export const CANNOT_AFFORD: PhraseGroup = {
  kind: 'quota_exhausted',
  phrases: [
    phrase(/requires more credits/i, {
      seen: 'This request requires more credits, or fewer max_tokens. You requested up to 8000 tokens, but can only afford 100.',
      who: 'openrouter',
      source: 'https://github.com/Gitlawb/openclaude/issues/1125',
    }),
    phrase(/prompt tokens limit exceeded/i, {
      seen: 'Prompt tokens limit exceeded: 41210 > 20000. To increase, visit https://openrouter.ai/settings/keys and create a key with a higher limit',
      who: 'openrouter',
      source: 'https://github.com/anomalyco/opencode/issues/12219',
    }),
  ],
};

/** What is left of the account. */
export const SPENT: PhraseGroup = {
  kind: 'quota_exhausted',
  phrases: [
    phrase(/rate[ _-]?limit of 0\b(?!\.\d)/i, {
      seen: 'PERMISSION_DENIED: The endpoint is temporarily disabled due to a Databricks-set rate limit of 0.',
      who: 'databricks',
      source:
        'https://community.databricks.com/t5/generative-ai/permission-denied-the-endpoint-is-temporarily-disabled-due-to-a/td-p/150773',
    }),
    phrase(/per[ _-](?:day|week|month)\b/i, {
      seen: 'Too many tokens per day, please wait before trying again.',
      who: 'bedrock',
      source: 'https://github.com/minorun365/agent-book/issues/29',
    }),
    phrase(/(?:daily|weekly|monthly|hourly) (?:\S{1,16} ){0,3}?(?:limit|quota|cap|credits|allowance)\b/i, {
      seen: 'Number of request tokens has exceeded your daily rate limit',
      who: 'anthropic',
      source: 'https://github.com/huggingface/agents-course/issues/386',
    }),
    phrase(
      /(?:credits?|balance|funds|quota)(?: \S{1,40}){0,6} (?:too low|insufficient|exhausted|expired|depleted|exceeded(?! for .{0,40}googleapis)|reached|rejected|used up|run out|ran out|empty)/i,
      {
        seen: 'Your credit balance is too low to access the Anthropic API.',
        who: 'anthropic',
        source: 'https://github.com/anthropics/claude-quickstarts/issues/229',
      },
    ),
    phrase(/insufficient (?:credits?|quota|balance|funds|account|token quota)/i, {
      seen: 'Insufficient Balance',
      who: 'deepseek',
      source: 'https://github.com/Gitlawb/openclaude/issues/1491',
    }),
    phrase(/(?:out of|extra) (?:\S{1,16} ){0,3}?(?:credits?|quota|funds|usage|budget)/i, {
      seen: "You're out of extra usage. Add more at claude.ai/settings/usage and keep going.",
      who: 'anthropic',
      source: 'https://github.com/ex-machina-co/opencode-anthropic-auth/issues/50',
    }),
    phrase(
      /exceeded (?:(?:your|the|its|their|today['’]s) (?:\S{1,16} )?(?:quota|monthly|included credits|budget|spend\w{0,5}|usage)|current quota)/i,
      {
        seen: 'You exceeded your current quota, please check your plan and billing details.',
        who: 'openai',
        source: 'https://github.com/huggingface/agents-course/issues/386',
      },
    ),
    phrase(/(?:quota|balance|credits?) (?:is |are )?not (?:enough|sufficient)/i, {
      seen: 'user quota is not enough',
      who: 'one-api',
      source: 'https://github.com/songquanpeng/one-api/blob/8df4a26/relay/controller/helper.go',
    }),
    phrase(/budget (?:has been |is |was )?(?:exceeded|exhausted|spent|used up)\b/i, {
      seen: 'Budget has been exceeded! Current cost: 0.00117585, Max budget: 0.001',
      who: 'litellm',
      source: 'https://github.com/BerriAI/litellm/issues/14144',
    }),
    phrase(/(?:exceeded|over|crossed) budget/i, {
      seen: 'No deployments available - crossed budget',
      who: 'litellm',
      source: 'https://github.com/BerriAI/litellm/issues/14144',
    }),
    phrase(/current spend\b/i, {
      seen: 'ExceededTokenBudget: Current spend for token: 10.5; Max Budget for Token: 10.0',
      who: 'litellm',
      source: 'https://docs.litellm.ai/docs/proxy/users',
      unread: true,
    }),
    phrase(/key limit exceeded/i, {
      seen: 'Key limit exceeded (total limit). Manage it using https://openrouter.ai/settings/keys',
      who: 'openrouter',
      source: 'https://github.com/MCPJam/inspector/issues/1287',
    }),
    phrase(/(?:usage|spend|spending) (?:cap|limit) (?:\S{1,16} ){0,6}?(?:reached|exceeded|hit)/i, {
      seen: 'Token Plan usage limit reached',
      who: 'minimax',
      source: 'https://github.com/anomalyco/opencode',
      unread: true,
    }),
    phrase(/(?:spend|spending|credit|billing)(?: hard)? limit/i, {
      seen: 'Billing hard limit has been reached',
      who: 'openai',
      source: 'https://github.com/sbounmy/hongbao_bitcoin/issues/497',
    }),
    phrase(/reached (?:your|the|its) (?:\S{1,16} ){0,5}?(?:usage|quota|spend\w{0,5}|plan|credit)\b/i, {
      seen: 'You have reached your specified API usage limits. You will regain access on 2026-12-01 at 00:00 UTC.',
      who: 'anthropic',
      source: 'https://github.com/continuedev/continue/issues/9233',
    }),
    phrase(
      /used (?:up )?(?:all )?(?:of )?(?:your|the|available) (?:\S{1,16} ){0,3}?(?:allocation|allowance|credits?|quota|requests)\b/i,
      {
        seen: "you have used up your daily free allocation of 10,000 neurons, please upgrade to Cloudflare's Workers Paid plan",
        who: 'cloudflare',
        source: 'https://github.com/diegosouzapw/OmniRoute/issues/6980',
      },
    ),
    phrase(/(?:no|any|add|buy|purchase) (?:more )?(?:credits?|funds)\b/i, {
      seen: 'You have no credits remaining. Add credits to continue using the API at https://platform.openai.com/settings/organization/billing/.',
      who: 'openai',
      source: 'https://github.com/dyad-sh/dyad/issues/4184',
    }),
    phrase(/check your billing/i, {
      seen: 'Your account is not active, please check your billing details on our website.',
      who: 'openai',
      source: 'https://github.com/BerriAI/litellm/issues/2743',
    }),
    phrase(
      /(?:free (?:tier|period|quota|credits?)|trial)\b[^;.]{0,40}?\b(?:expired|ended|exceeded|reached|exhausted|restricted)/i,
      {
        seen: 'Your free trial has ended',
        who: 'together',
        source: 'https://docs.together.ai/docs/error-codes',
        unread: true,
      },
    ),
    phrase(/payment (?:method|(?:is )?required)\b/i, {
      seen: 'Payment required to access this resource. Visit your billing tab.',
      who: 'cerebras',
      source: 'https://github.com/nminaya/grammar-nazi-bot/issues/967',
    }),
    phrase(/exceeds the service quota|exhausted your capacity/i, {
      seen: 'You have exhausted your capacity on this model. Your quota will reset after 166h9m16s.',
      who: 'gemini-cli',
      source: 'https://github.com/google-gemini/gemini-cli',
      unread: true,
    }),
    phrase(/hit (?:your|the) (?:\w{2,12} )?limit\b/i, {
      seen: "You've hit your limit",
      who: 'claude-code',
      source: 'https://docs.anthropic.com/en/docs/claude-code',
      unread: true,
    }),
    phrase(/credits? (?:is |are )?required/i, {
      seen: 'Credit required. To prevent abuse we need a positive balance',
      who: 'zenmux',
      source: 'https://github.com/lobehub/lobe-chat',
      unread: true,
    }),
    phrase(/depleted\b/i, {
      seen: 'glm depleted for the current 5-hour window',
      who: 'coding-plan',
      source: 'https://github.com/lobehub/lobe-chat',
      unread: true,
    }),
    phrase(/pre-?consumed? quota/i, {
      seen: 'chat pre-consumed quota failed, user quota: 0',
      who: 'one-api',
      source: 'https://github.com/songquanpeng/one-api',
      unread: true,
    }),
    phrase(/unpaid\b/i, {
      seen: 'please check your unpaid order',
      who: 'aliyun',
      source: 'https://github.com/lobehub/lobe-chat',
      unread: true,
    }),
    phrase(/limit per query|balance is sufficient/i, {
      seen: 'Exceeded soft user limit per query: 1',
      who: 'vsegpt',
      source: 'https://github.com/lobehub/lobe-chat',
      unread: true,
    }),
  ],
};
