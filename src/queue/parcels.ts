import { createHash, hash } from 'node:crypto';
import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import { PREFIX, KEPT_MS } from './board.ts';
import type { RedisLink } from './open-redis.ts';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** A value of Redis that is written or read in one go: a larger one would hold up everybody else who asks it. */
const PIECE_BYTES = 512 * 1024;
/** More than a case whose answers are as long as guards let them be. */
const LARGEST_BYTES = 512 * 1024 * 1024;

/** Where a text lies in Redis. */
export interface Parcel {
  readonly key: string;
  readonly pieces: number;
  readonly sha256: string;
}

/** Lays a text down, packed, piece by piece. One that nobody fetches is gone after a week. */
export async function putParcel(
  { client, held }: RedisLink,
  run: string,
  name: string,
  text: string,
): Promise<Parcel> {
  const packed = await compress(text);
  const key = `${PREFIX}:${run}:parcel:${name}`;
  for (let at = 0; at < packed.length; at += PIECE_BYTES) {
    await held(client.rpush(key, packed.subarray(at, at + PIECE_BYTES)));
  }
  await held(client.pexpire(key, KEPT_MS));
  return { key, pieces: Math.ceil(packed.length / PIECE_BYTES), sha256: hash('sha256', packed) };
}

/** The text again; null where a part of it is gone or was changed. */
export async function getParcel(
  { client, held }: RedisLink,
  { key, pieces: count, sha256 }: Parcel,
): Promise<string | null> {
  const pieces: Buffer[] = [];
  const digest = createHash('sha256');
  while (pieces.length < count) {
    const piece = await held(client.lindexBuffer(key, pieces.length));
    if (piece === null) return null;
    pieces.push(piece);
    digest.update(piece);
  }
  if (digest.digest('hex') !== sha256) return null;
  return (await decompress(Buffer.concat(pieces), { maxOutputLength: LARGEST_BYTES })).toString();
}

export async function dropParcel({ client, held }: RedisLink, { key }: Parcel): Promise<void> {
  await held(client.unlink(key));
}
