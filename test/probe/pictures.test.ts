import sharp from 'sharp';
import { expect, it } from 'vitest';
import { RED_JPEG, RED_WEBP, redPng } from '../../src/probe/pictures.ts';

it.each([
  ['png', redPng().data, 0],
  ['png', redPng(2 ** 20).data, 2 ** 20],
  ['jpeg', RED_JPEG, 0],
  ['webp', RED_WEBP, 0],
])('a picture in %s is red all over for who reads it', async (format, data, bytes) => {
  const file = Buffer.from(data, 'base64');
  expect(file.length).toBeGreaterThanOrEqual(bytes);
  const image = sharp(file);
  expect(await image.metadata()).toMatchObject({ format, width: 64, height: 64 });
  const { channels } = await image.stats();
  expect(channels.slice(0, 3).map(({ mean }) => Math.round(mean / 10))).toEqual([22, 2, 2]);
});
