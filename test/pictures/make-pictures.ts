import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { PICTURES } from './pictures.ts';
import { svgOf } from './svg-of.ts';

// Draws the pictures of the golden set anew: `npm run pictures`. Another version of the fonts may move a pixel, so they
// are drawn on purpose and never by a test.

const IMAGES = resolve(import.meta.dirname, '../../fixtures/images');

/** Numbers that look like chance and are the same each time: https://en.wikipedia.org/wiki/Xorshift */
function createChance(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** The grain of a photograph: each channel of each pixel moved a little. */
function addGrain(pixels: Uint8Array, deviation: number): Uint8Array {
  const chance = createChance(7);
  return pixels.map((value) => {
    const moved = value + (chance() + chance() + chance() - 1.5) * 2 * deviation;
    return Math.max(0, Math.min(255, Math.round(moved)));
  });
}

const drawn: Record<string, { readonly svg: string; readonly file: string }> = {};
const hash = (bytes: string | Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex').slice(0, 16);

for (const picture of PICTURES) {
  const svg = svgOf(picture);
  const { data, info } = await sharp(Buffer.from(svg))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const pixels = picture.grain === undefined ? data : Buffer.from(addGrain(data, picture.grain));
  const raw = sharp(pixels, { raw: info });
  const format = picture.file.split('.').at(-1);
  const encoded =
    format === 'png'
      ? raw.png({ palette: true, colours: 32, compressionLevel: 9 })
      : format === 'webp'
        ? raw.webp({ quality: 70 })
        : raw.jpeg({ quality: picture.width > 2000 ? 76 : 72 });
  const bytes = await encoded.toBuffer();
  await writeFile(join(IMAGES, picture.file), bytes);
  drawn[picture.file] = { svg: hash(svg), file: hash(bytes) };
}
// Those that no decoder takes: they end in the middle of their image data.
for (const [of, to, length] of [
  ['lamp-red.png', 'broken-screenshot.png', 400],
  ['fence-step-1.webp', 'cut-upload.webp', 300],
] as const) {
  const whole = await readFile(join(IMAGES, of));
  await writeFile(join(IMAGES, to), whole.subarray(0, length));
}

await writeFile(join(import.meta.dirname, 'drawn.json'), `${JSON.stringify(drawn, null, 2)}\n`);
