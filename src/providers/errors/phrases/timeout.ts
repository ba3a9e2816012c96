import { phrase, type PhraseGroup } from './phrase.ts';

export const TIME_RAN_OUT: PhraseGroup = {
  kind: 'timeout',
  phrases: [
    phrase(/(?:time[ -]?outs?|timed[ -]?out|times out)\b/i, {
      seen: 'The read operation timed out',
      who: 'httpx',
      source: 'https://github.com/acheong08/ChatGPT/issues/447',
    }),
    phrase(/deadline (?:has )?(?:been )?(?:exceeded|elapsed|expired)/i, {
      seen: 'context deadline exceeded',
      who: 'go',
      source: 'https://github.com/langgenius/dify/issues/35485',
    }),
    phrase(/exceed(?:ed|s) (?:(?:the|its|a) )?(?:\S{1,16} )?(?:deadline|time limit|execution time)/i, {
      seen: 'request exceeded the deadline',
      who: 'litellm',
      source: 'https://docs.litellm.ai/docs/exception_mapping',
      unread: true,
    }),
    phrase(/(?:took|taking|takes) (?:too long|longer)/i, {
      seen: 'Acquire operation took longer than the configured maximum time.',
      who: 'aws-sdk-java',
      source: 'https://github.com/aws/aws-sdk-java-v2/issues/3221',
    }),
    phrase(/max(?:imum)? (?:\w{3,12} )?(?:duration|time) (?:of|exceeded|reached|allowed)\b/i, {
      seen: 'Maximum execution time of 30 seconds exceeded',
      who: 'php',
      source: 'https://github.com/openai-php/client/issues/503',
    }),
    phrase(/stall(?:ed|s)?\b/i, {
      seen: 'stream stalled for more than 90 seconds',
      who: 'nanobot',
      source: 'https://github.com/HKUDS/nanobot/issues/4013',
    }),
    phrase(/unresponsive|(?:not|stopped) responding(?!.{1,9}could not connect)/i, {
      seen: 'LLM API unresponsive',
      who: 'lingtai',
      source: 'https://github.com/Lingtai-AI/lingtai-kernel/issues/72',
    }),
    phrase(/exceed(?:ed|s) \w{0,30}timeout/i, {
      seen: 'llama-server request exceeded requestTimeoutMs (300000ms)',
      who: 'atomic-agent',
      source: 'https://github.com/AtomicBot-ai/atomic-agent/pull/323',
    }),
    phrase(
      /no (?:\S{1,16} ){1,6}?(?:within|for|in|after) (?:(?:more than|over|the last) )?\d{1,9} ?(?:ms|milli|s\b|sec|min)/i,
      {
        seen: 'llama-server accepted the request but sent no first token within 300000ms',
        who: 'atomic-agent',
        source: 'https://github.com/AtomicBot-ai/atomic-agent/pull/323',
      },
    ),
    phrase(/timing out/i, {
      seen: 'The upstream server is timing out',
      who: 'kong',
      source: 'https://github.com/Kong/kong/blob/22246ef/kong/error_handlers.lua',
    }),
    phrase(/execution expired/i, {
      seen: 'execution expired',
      who: 'ruby',
      source: 'https://github.com/ushu/branch_io/issues/9',
    }),
    phrase(/NSURLErrorDomain\W{0,3}(?:error )?(?:Code=)?-1001/i, {
      seen: 'Error Domain=NSURLErrorDomain Code=-1001 "(null)"',
      who: 'swift',
      source: 'https://github.com/snowzjx/RelatedWorks/issues/13',
    }),
    phrase(/future not completed/i, {
      seen: 'Future not completed',
      who: 'dart',
      source: 'https://github.com/anasfik/openai/issues/163',
    }),
    phrase(
      /(?:did(?: not|n['’]?t)|no) respon(?:d|se)(?: \w{1,12}){0,3} (?:within|in|after) (?:time|the|\d)/i,
      {
        seen: "The server didn't respond in time.",
        who: 'haproxy',
        source: 'https://github.com/haproxy/haproxy/blob/50872da/src/http.c',
      },
    ),
  ],
};
