import type { JsonObject } from '../contract/json-value.ts';
import { BARE_REQUEST, type CanonicalRequest, type ImagePart } from '../contract/exchanges/request.ts';
import type { Trial } from './bit.ts';

const SHORT_ANSWER = 96;

/** A question of one turn, short and as alike each time as the server lets it be. */
export function ask(text: string, over: Partial<CanonicalRequest> = {}): Trial {
  return asking([], text, over);
}

/** The same with pictures before its words. */
export function asking(
  images: readonly ImagePart[],
  text: string,
  over: Partial<CanonicalRequest> = {},
): Trial {
  return {
    mode: 'send',
    adds: {},
    request: {
      ...BARE_REQUEST,
      requestId: '',
      messages: [{ role: 'user', content: [...images, { type: 'text', text }] }],
      maxOutputTokens: SHORT_ANSWER,
      temperature: 0,
      ...over,
    },
  };
}

export function streamed(trial: Trial): Trial {
  return { ...trial, mode: 'stream' };
}

export function adding(trial: Trial, adds: JsonObject): Trial {
  return { ...trial, adds };
}
