import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress } from 'node:zlib';
import { InputError, problem } from '../../contract/problem.ts';
import { readSeal } from './check-seal.ts';
import { holdRun, type HoldWorld } from './hold-run.ts';
import { orProblem } from '../disk/input-output-problem.ts';
import { LINE_FILES, packedFile, runFile, type LineFile } from './layout.ts';
import { readChunks } from '../disk/read-chunks.ts';
import { readRun } from './read-run.ts';

/**
 * Packs the lines of a sealed run, once they were proven whole: its roots stay, and whoever reads it reads it as before.
 * Throws InputError when it is not sealed, not what it was sealed as, or somebody writes it.
 */
export async function packRun(folder: string, world: HoldWorld): Promise<void> {
  const held = await holdRun(folder, world);
  try {
    if ((await readSeal(folder)) === null) {
      const mend = 'go on with it by --resume until it has ended';
      throw new InputError([problem(`${folder} is not sealed, and lines may come to it yet`, mend)]);
    }
    for await (const _each of (await readRun(folder)).records) continue;
    for (const file of LINE_FILES) await pack(folder, file);
  } finally {
    await held.release();
  }
}

/** Brings the lines of a packed run back, for who goes on with it; whoever calls holds the run. */
export async function unpackRun(folder: string): Promise<void> {
  for (const file of LINE_FILES) {
    const [plain, packed] = [runFile(folder, file), packedFile(folder, file)];
    if (!existsSync(packed)) continue;
    if (!existsSync(plain)) await orProblem(packed, 'cannot be unpacked', replace(packed, plain, null));
    await orProblem(packed, 'cannot be removed', rm(packed));
  }
}

async function pack(folder: string, file: LineFile): Promise<void> {
  const [plain, packed] = [runFile(folder, file), packedFile(folder, file)];
  if (!existsSync(plain)) return;
  const params = { [constants.ZSTD_c_compressionLevel]: LEVEL, [constants.ZSTD_c_checksumFlag]: 1 };
  await orProblem(plain, 'cannot be packed', replace(plain, packed, createZstdCompress({ params })));
  // The lines themselves go when it is certain that they come back, and not before.
  if ((await digestOf(packed)) !== (await digestOf(plain))) {
    await rm(packed);
    throw new Error(`${packed} does not unpack to what was packed`);
  }
  await orProblem(plain, 'cannot be removed', rm(plain));
}

const LEVEL = 12;

/** Writes what `from` holds to `to`, which is there whole or not at all. */
async function replace(
  from: string,
  to: string,
  packing: ReturnType<typeof createZstdCompress> | null,
): Promise<void> {
  const half = `${to}.tmp`;
  const handle = await open(half, 'w');
  try {
    const out = handle.createWriteStream({ flush: true });
    const bytes = Readable.from(copiesOf(from), { objectMode: false });
    await (packing === null ? pipeline(bytes, out) : pipeline(bytes, packing, out));
    await rename(half, to);
  } catch (error) {
    await handle.close().catch(() => {});
    await rm(half, { force: true });
    throw error;
  }
}

/** Pieces that hold: whoever packs takes several at a time. */
async function* copiesOf(path: string): AsyncGenerator<Buffer, undefined> {
  for await (const chunk of readChunks(path)) yield Buffer.from(chunk);
  return undefined;
}

async function digestOf(path: string): Promise<string> {
  const digest = createHash('sha256');
  for await (const chunk of readChunks(path)) digest.update(chunk);
  return digest.digest('hex');
}
