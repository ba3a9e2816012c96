import { phrase, type PhraseGroup } from './phrase.ts';

export const FILTERED: PhraseGroup = {
  kind: 'content_filtered',
  phrases: [
    phrase(/(?<!, ?['"`])content[ _-](?:filter|management|policy|moderation)/i, {
      seen: 'The generated text has been blocked by our content filters.',
      who: 'bedrock',
      source: 'https://github.com/BerriAI/litellm/pull/16231',
    }),
    phrase(/guardrails?[ _](?:intervened|blocked|checks?|policy)/i, {
      seen: 'Violated guardrail policy',
      who: 'litellm',
      source: 'https://github.com/BerriAI/litellm/issues/8239',
    }),
    phrase(
      /(?:prompt|input|output|request|message|text|content|response)s? (?:(?:was|were|is|has been) )?(?:flagged|moderated|filtered)/i,
      {
        seen: 'Your chosen model requires moderation and your input was flagged',
        who: 'openrouter',
        source: 'https://github.com/BerriAI/litellm/pull/16231',
      },
    ),
    phrase(/safe(?:ty measures|guards) (?:\S{1,8} )?flagged/i, {
      seen: 'Opus 4.8 has safety measures that flagged this message for a cybersecurity topic.',
      who: 'anthropic',
      source: 'https://github.com/anthropics/claude-code/issues/81985',
    }),
    phrase(/guardrail raised an exception/i, {
      seen: 'Guardrail raised an exception, Guardrail: presidio, Message: Blocked entity detected: CREDIT_CARD',
      who: 'litellm',
      source: 'https://docs.litellm.ai/docs/proxy/guardrails/pii_masking_v2',
      unread: true,
    }),
    phrase(/blocked due to safety/i, {
      seen: 'The generated image was blocked due to safety policy violation, please modify your prompt',
      who: 'gemini',
      source: 'https://github.com/jeffstric/ZJT/issues/494',
    }),
    phrase(/safety (?:system|filter|setting|reason)/i, {
      seen: 'Your request was rejected as a result of our safety system.',
      who: 'openai',
      source: 'https://github.com/zhayujie/CowAgent/issues/409',
    }),
    phrase(/violat\w{1,6} (?:of )?(?:\w{1,10} )?(?:usage|safety|acceptable|content|community|terms)/i, {
      seen: 'The model is unable to respond to this request, which appears to violate our Usage Policy',
      who: 'anthropic',
      source: 'https://github.com/anthropics/claude-code/issues/3028',
    }),
    phrase(/(?:inappropriate|unsafe|harmful|objectionable) (?:\S{1,12} )?content/i, {
      seen: 'Input data may contain inappropriate content.',
      who: 'dashscope',
      source: 'https://github.com/QwenLM/Qwen/issues/1071',
    }),
    phrase(/considered high risk/i, {
      seen: 'The request was rejected because it was considered high risk',
      who: 'moonshot',
      source: 'https://github.com/MoonshotAI/kimi-cli/issues/1002',
    }),
    phrase(
      /contains?(?: \S{1,16}){0,3} (?:NSFW|sensitive|harmful|unsafe|explicit|prohibited|offensive)|sensitive (?:content|words)|new_sensitive/i,
      {
        seen: 'AiError: Input prompt contains NSFW content.',
        who: 'cloudflare',
        source: 'https://developers.cloudflare.com/workers-ai/platform/errors/',
        unread: true,
      },
    ),
    phrase(
      /(?:blocked|rejected|refused|stopped) by (?:\S{1,16} ){0,3}?(?:guardrails?|moderation|safety|firewall for AI)\b/i,
      {
        seen: 'Blocked by Akamai Firewall for AI',
        who: 'litellm',
        source: 'https://github.com/BerriAI/litellm/pull/34827',
      },
    ),
    phrase(/content exists risk/i, {
      seen: 'Content Exists Risk',
      who: 'deepseek',
      source: 'https://github.com/deepseek-ai/DeepSeek-V2/issues/30',
    }),
    phrase(/prompt injection/i, {
      seen: 'Rejected message. This is a prompt injection attack.',
      who: 'litellm',
      source: 'https://docs.litellm.ai/docs/proxy/guardrails/prompt_injection',
      unread: true,
    }),
  ],
};
