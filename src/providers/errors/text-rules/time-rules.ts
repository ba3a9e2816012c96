import type { TextRule } from './text-rule.ts';

/** Time ran out somewhere. A status that only says "failed" knows less. */
export const TIME_RULES: readonly TextRule[] = [
  {
    id: 'time/out',
    words: 'timeout timeouts timedout timed time deadline took headers read etimedout',
    pattern:
      /timed?[ -]?out|deadline (?:has )?(?:been )?exceeded|exceeded (?:the )?(?:deadline|time limit)|took too long|(?:headers|body|connect|read|request|gateway|idle|stream|socket|response|connection|write|pool|aborted due to) ?time-?out|timeout (?:error|of|awaiting|exceeded|expired|reached|after|while|when|was|passed|occurred|has|:)|time limit (?:exceeded|reached)/i,
    kind: 'timeout',
    source: 'https://github.com/nodejs/undici/blob/main/docs/docs/api/Errors.md',
  },
];
