import type { ImagePart } from '../../contract/exchanges/request.ts';
import { asking } from '../ask.ts';
import { always, type Bit, type Reading, type Trial } from '../bit.ts';
import { RED_JPEG, RED_WEBP, redPng } from '../pictures.ts';

const COLOUR = 'Which colour is it? Answer with one word.';
/** Fewer than any model spends on a picture, and more than a template does around one. */
const TOKENS_PER_IMAGE = 24;
const MEBIBYTE = 2 ** 20;

/** A picture was seen where its colour is named, or where its tokens are counted, for a short word may fail. */
function seen(count: number): Bit['read'] {
  return always(1, ({ response }, { inputTokens: plain }): Reading => {
    const { inputTokens } = response.usage;
    const added = inputTokens === null || plain === null ? null : inputTokens - plain;
    if (added !== null && added >= count * TOKENS_PER_IMAGE) return 'obeyed';
    if (count === 1 && /\bred\b/i.test(response.text)) return 'obeyed';
    return added === null ? 'unclear' : 'ignored';
  });
}

function bit(id: string, asks: string, images: () => readonly ImagePart[], after = 'images/png'): Bit {
  const shown = images();
  // A text before its pictures is what some hosts refuse.
  const trials: readonly Trial[] = [asking(shown, COLOUR)];
  return { id, area: 'images', asks, after, field: 'images', trials, read: seen(shown.length) };
}

const COUNTS = [2, 5, 10];
const SIZES = [1, 4, 8];

/** Formats, counts and sizes of pictures. */
export function imageBits(): readonly Bit[] {
  return [
    bit('images/png', 'a PNG of one red', () => [redPng()], 'chat'),
    bit(
      'images/jpeg',
      'a JPEG of one red',
      () => [{ type: 'image', format: 'jpeg', data: RED_JPEG }],
      'chat',
    ),
    bit(
      'images/webp',
      'a WebP of one red',
      () => [{ type: 'image', format: 'webp', data: RED_WEBP }],
      'chat',
    ),
    ...COUNTS.map((count, at) =>
      bit(
        `images/count/${count}`,
        `${count} pictures in one request`,
        () => Array.from({ length: count }, () => redPng()),
        at === 0 ? 'images/png' : `images/count/${COUNTS[at - 1] ?? 0}`,
      ),
    ),
    ...SIZES.map((size, at) =>
      bit(
        `images/size/${size}MiB`,
        `a picture of ${size} MiB`,
        () => [redPng(size * MEBIBYTE)],
        at === 0 ? 'images/png' : `images/size/${SIZES[at - 1] ?? 0}MiB`,
      ),
    ),
  ];
}
