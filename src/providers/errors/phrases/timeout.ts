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
    phrase(/took (?:too long|longer than)/i, {
      seen: 'Acquire operation took longer than the configured maximum time.',
      who: 'aws-sdk-java',
      source: 'https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/http-configuration-netty.html',
      unread: true,
    }),
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
    phrase(/NSURLErrorDomain\W{0,3}(?:Code=)?-1001/i, {
      seen: 'Error Domain=NSURLErrorDomain Code=-1001 "(null)"',
      who: 'swift',
      source: 'https://github.com/snowzjx/RelatedWorks/issues/13',
    }),
    phrase(/future not completed/i, {
      seen: 'Future not completed',
      who: 'dart',
      source: 'https://api.dart.dev/stable/dart-async/TimeoutException-class.html',
      unread: true,
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
