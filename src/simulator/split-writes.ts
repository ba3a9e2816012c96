import type { Random } from '../contract/world.ts';
import type { Frame } from './face.ts';

const JOIN_SHARE = 0.15;
const SPLIT_SHARE = 0.2;
const SPLIT_TEXT_SHARE = 0.6;
const LONGEST_WRITE = 4096;

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x80 && byte < 0xc0;
}

/** Where to split: within a multi-byte character when there is one, for that is where readers break. */
function splitPoint(bytes: Uint8Array, random: Random): number {
  const guess = 1 + Math.floor(random() * (bytes.length - 1));
  for (let at = guess; at < bytes.length; at += 1) if (isContinuation(bytes[at])) return at;
  for (let at = guess; at > 0; at -= 1) if (isContinuation(bytes[at])) return at;
  return guess;
}

function splitWrite(bytes: Uint8Array, random: Random): Uint8Array[] {
  if (bytes.length < 2) return [bytes];
  const share = bytes.some((byte) => byte >= 0x80) ? SPLIT_TEXT_SHARE : SPLIT_SHARE;
  if (bytes.length <= LONGEST_WRITE && random() >= share) return [bytes];
  const at = splitPoint(bytes, random);
  const [head, tail] = [bytes.subarray(0, at), bytes.subarray(at)];
  return bytes.length <= LONGEST_WRITE
    ? [head, tail]
    : [...splitWrite(head, random), ...splitWrite(tail, random)];
}

/** Frames as the network would deliver them: some joined into one write, some split over two. */
export function splitWrites(frames: readonly Frame[], random: Random): Uint8Array[] {
  const writes: Uint8Array[] = [];
  let held: Uint8Array[] = [];
  for (const [index, frame] of frames.entries()) {
    held.push(frame.bytes);
    const last = index === frames.length - 1;
    if (!last && random() < JOIN_SHARE) continue;
    writes.push(...splitWrite(held.length === 1 ? frame.bytes : Buffer.concat(held), random));
    held = [];
  }
  return writes.filter((write) => write.length > 0);
}
