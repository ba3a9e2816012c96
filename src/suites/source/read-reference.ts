import { isAbsolute, join, normalize, sep } from 'node:path';
import type { ImageFormat } from '../../contract/exchanges/image-format.ts';
import type { ImagePart } from '../../contract/exchanges/request.ts';
import { readBounded, RefusedFile } from '../../files/read-bounded.ts';
import { whyUnreadable } from '../../files/read-text.ts';

/** Why a file that a suite names cannot be used. */
export interface Unusable {
  readonly reason: string;
  readonly mend: string | null;
}

type Reference = { readonly bytes: Uint8Array } | Unusable;

/** Reads a file named by a path from the project root. Never throws; never leaves the root, by a link neither. */
export async function readReference(root: string, path: string, maxBytes: number): Promise<Reference> {
  const clean = normalize(path);
  if (isAbsolute(clean) || clean === '..' || clean.startsWith(`..${sep}`)) {
    return { reason: 'leaves the project', mend: 'name a path from the project root' };
  }
  try {
    return { bytes: await readBounded(join(root, clean), { maxBytes, within: root }) };
  } catch (error) {
    const mend = error instanceof RefusedFile ? error.mend : null;
    return { reason: whyUnreadable(error), mend: mend ?? 'paths are read from the project root' };
  }
}

export type ReadDocument = { readonly text: string } | Unusable;

/** The text of a document, exactly as it stands in the file. */
export function readDocument(reference: Reference): ReadDocument {
  if ('reason' in reference) return reference;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(reference.bytes);
    return text.trim() === '' ? { reason: 'is empty', mend: null } : { text };
  } catch {
    return { reason: 'is not UTF-8 text', mend: 'save it as UTF-8' };
  }
}

/** Bedrock's limit of 3.75 MB, read as decimal: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Message.html */
const MAX_IMAGE_BYTES = 3_750_000;

interface Magic {
  readonly format: ImageFormat;
  readonly at: number;
  readonly bytes: string;
}

const MAGIC: readonly Magic[] = [
  { format: 'png', at: 0, bytes: '89504e470d0a1a0a' },
  { format: 'jpeg', at: 0, bytes: 'ffd8ff' },
  { format: 'gif', at: 0, bytes: '474946383761' },
  { format: 'gif', at: 0, bytes: '474946383961' },
  { format: 'webp', at: 8, bytes: '57454250' },
];

/** The image format by its magic bytes; a file's name proves nothing. */
function sniffImage(bytes: Uint8Array): ImageFormat | null {
  const head = Buffer.from(bytes.subarray(0, 16)).toString('hex');
  return MAGIC.find((magic) => head.startsWith(magic.bytes, magic.at * 2))?.format ?? null;
}

export type ReadImage = { readonly part: ImagePart } | Unusable;

/** An image part from a file's bytes, refused when it is no image or larger than any target takes. */
export function readImage(reference: Reference): ReadImage {
  if ('reason' in reference) return reference;
  const { bytes } = reference;
  const format = sniffImage(bytes);
  if (format === null) {
    return {
      reason: 'is not a PNG, JPEG, GIF or WebP image',
      mend: 'the format is read from the first bytes',
    };
  }
  if (bytes.byteLength > MAX_IMAGE_BYTES) {
    return {
      reason: `has ${bytes.byteLength} bytes, more than the ${MAX_IMAGE_BYTES} that targets take`,
      mend: 'scale the image down or compress it',
    };
  }
  return { part: { type: 'image', format, data: Buffer.from(bytes).toString('base64') } };
}
