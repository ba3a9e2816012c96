import type { TextRule } from './text-rule.ts';

/** Time ran out somewhere. A status that only says "failed" knows less. */
export const TIME_RULES: readonly TextRule[] = [
  {
    id: 'time/out',
    words: 'timeout timeouts timedout timed time times deadline took timing etimedout',
    pattern:
      /\b(?:time[ -]?outs?|timed[ -]?out|times out)\b|deadline (?:has )?(?:been )?exceeded|exceeded (?:the )?(?:deadline|time limit)|took (?:too long|longer than)|timing out|time limit (?:exceeded|reached)/i,
    kind: 'timeout',
    source: 'https://github.com/nodejs/undici/blob/main/docs/docs/api/Errors.md',
  },
];
