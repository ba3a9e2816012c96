import { crc32, deflateSync } from 'node:zlib';
import type { ImagePart } from '../contract/exchanges/request.ts';

/** One colour all over, 64 pixels wide: red. */
const RED = [220, 20, 20] as const;
const SIDE = 64;

/** The same picture in what we do not write ourselves, base64. */
export const RED_JPEG =
  '/9j/2wBDAAYEBQYFBAYGBQYHBwYIChAKCgkJChQODwwQFxQYGBcUFhYaHSUfGhsjHBYWICwgIyYnKSopGR8tMC0oMCUoKSj/' +
  '2wBDAQcHBwoIChMKChMoGhYaKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCj/wAAR' +
  'CABAAEADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAf/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFgEBAQEAAAAA' +
  'AAAAAAAAAAAAAAYH/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAwDAQACEQMRAD8An4CYbkAAAAAAAAAAAAAAAAAAAAAAAAAA' +
  'AAAA/9k=';
export const RED_WEBP =
  'UklGRlAAAABXRUJQVlA4IEQAAADQAwCdASpAAEAAPm02mEkkIyKhIggAgA2JaQB2AAAjPuOsAFeIUwAA/vA4Q//4DdfFtMv/' +
  '/vGf/3Gf/3Gf/IgAAAAAAA==';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Length, type and checksum of a chunk. */
const CHUNK_FRAME = 12;

/** https://www.w3.org/TR/png-3/#5Chunk-layout */
function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/**
 * A PNG of one red, of at least so many bytes. What is missing to them stands in a private chunk that no reader shows, for
 * tokens are counted by pixels: a large file costs no more of them than a small one.
 */
export function redPng(bytes = 0): ImagePart {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIDE, 0);
  header.writeUInt32BE(SIDE, 4);
  // Eight bits a sample, three samples a pixel.
  header.set([8, 2], 8);
  const line = Buffer.from([0, ...Array.from({ length: SIDE }, () => RED).flat()]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: SIDE }, () => line)));
  const [head, data, end] = [chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))];
  const missing = bytes - SIGNATURE.length - head.length - data.length - end.length - CHUNK_FRAME;
  const padding = missing > 0 ? [chunk('prBe', Buffer.alloc(missing, 0x2e))] : [];
  const file = Buffer.concat([SIGNATURE, head, ...padding, data, end]);
  return { type: 'image', format: 'png', data: file.toString('base64') };
}
