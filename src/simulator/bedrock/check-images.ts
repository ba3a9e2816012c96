const MAX_IMAGES = 20;
const MAX_BYTES = 3.75 * 1024 * 1024;
const MAX_PIXELS = 8000;

/** An image of a request: its bytes, and the format it claims, if any. */
export interface GivenImage {
  readonly format: string | null;
  readonly bytes: Buffer;
}

/** The hexadecimal first bytes of each format. */
const signatures: readonly (readonly [string, RegExp])[] = [
  ['png', /^89504e470d0a1a0a/],
  ['jpeg', /^ffd8ff/],
  ['gif', /^47494638(37|39)61/],
  ['webp', /^52494646.{8}57454250/],
];

function formatOf(bytes: Buffer): string | null {
  const head = bytes.toString('hex', 0, 16);
  return signatures.find(([, signature]) => signature.test(head))?.[0] ?? null;
}

/** Width and height, where the header of the format gives them at a fixed place. */
function sizeOf(bytes: Buffer, format: string): readonly number[] {
  if (format === 'png' && bytes.length >= 24) return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  if (format === 'gif' && bytes.length >= 10) return [bytes.readUInt16LE(6), bytes.readUInt16LE(8)];
  return [];
}

/**
 * What is wrong with a request's images, or null. `maxImages` is the model's own limit.
 * Limits: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Message.html
 */
export function checkImages(images: readonly GivenImage[], maxImages: number | null): string | null {
  const limit = Math.min(MAX_IMAGES, maxImages ?? MAX_IMAGES);
  if (images.length > 0 && limit === 0) return "This model doesn't support the image content block.";
  if (images.length > limit)
    return `Too many images: ${images.length}. The maximum number of images is ${limit}.`;
  return images.map(checkImage).find((message) => message !== null) ?? null;
}

function checkImage(image: GivenImage): string | null {
  const format = formatOf(image.bytes);
  if (format === null) return 'Could not process image';
  if (image.format !== null && image.format !== format) {
    return `The image format ${image.format} does not match the content of the image, which is ${format}.`;
  }
  if (image.bytes.length > MAX_BYTES) return 'The image exceeds the maximum size of 3.75 MB.';
  return sizeOf(image.bytes, format).some((pixels) => pixels > MAX_PIXELS)
    ? 'The image exceeds the maximum size of 8000 x 8000 pixels.'
    : null;
}
