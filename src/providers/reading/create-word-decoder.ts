/** Longer texts are payloads, which do not come twice. */
const LONGEST_WORD = 32;

interface Word {
  readonly bytes: Uint8Array;
  readonly text: string;
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * UTF-8 to text, as the SDK's codec asks for it. Every frame of a stream has the same few header names and values,
 * each decoded on its own; a word that was met last with its key costs a comparison. There are no more than 2^15 keys.
 */
export function createWordDecoder(): (bytes: Uint8Array | string) => string {
  const words = new Map<number, Word>();
  return (bytes) => {
    if (typeof bytes === 'string') return bytes;
    if (bytes.length > LONGEST_WORD) return utf8.decode(bytes);
    const key = keyOf(bytes);
    const known = words.get(key);
    if (known !== undefined && isEqual(known.bytes, bytes)) return known.text;
    const text = utf8.decode(bytes);
    words.set(key, { bytes: bytes.slice(), text });
    return text;
  };
}

/** Of the length and two bytes: tells the words of AWS's event streams apart. */
function keyOf(bytes: Uint8Array): number {
  const last = bytes.length - 1;
  return bytes.length | (((bytes[1] ?? 0) & 31) << 6) | (((bytes[last] ?? 0) & 31) << 11);
}

function isEqual(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false;
  for (let at = 0; at < left.length; at += 1) if (left[at] !== right[at]) return false;
  return true;
}
