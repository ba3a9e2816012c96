import type { StreamPart } from '../contract/stream-part.ts';

/** The parts with neighbouring pieces of text as one: what came in one chunk came at one time, and a part is dear. */
export function joinText(parts: readonly StreamPart[]): readonly StreamPart[] {
  const joined: StreamPart[] = [];
  let text = '';
  for (const part of parts) {
    if (part.type === 'text-delta') {
      text += part.text;
      continue;
    }
    if (text !== '') joined.push({ type: 'text-delta', text });
    text = '';
    joined.push(part);
  }
  if (text !== '') joined.push({ type: 'text-delta', text });
  return joined;
}
