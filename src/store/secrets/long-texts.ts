import type { CanonicalRequest } from '../../contract/exchanges/request.ts';

/** Shorter ones are looked through as fast as they are found. */
const LONG = 64 * 1024;
/** Of both ends of a text so much is looked at together with what stands beside it. No spelling of a secret is so long. */
const MARGIN = 16 * 1024;

type Asked = Pick<CanonicalRequest, 'messages'>;

/** The long texts and pictures of a request, as JSON spells them in every wire. */
export function longTextsOf(request: Asked): readonly string[] {
  return contentsOf(request)
    .filter(isLong)
    .map((text) => JSON.stringify(text).slice(1, -1));
}

export function holdsLongTexts(request: Asked): boolean {
  return contentsOf(request).some(isLong);
}

function contentsOf({ messages }: Asked): readonly string[] {
  return messages.flatMap(({ content }) =>
    content.map((part) => (part.type === 'text' ? part.text : part.data)),
  );
}

function isLong({ length }: string): boolean {
  return length >= LONG;
}

/** A text without the inside of those that are known; null where none of them stands in it. */
export function leaveOut(text: string, known: Iterable<string>): string | null {
  let rest = text;
  for (const inside of known) {
    const at = inside.length > rest.length ? -1 : rest.indexOf(inside);
    if (at !== -1) rest = rest.slice(0, at + MARGIN) + rest.slice(at + inside.length - MARGIN);
  }
  return rest === text ? null : rest;
}
