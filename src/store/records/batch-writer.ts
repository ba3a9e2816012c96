import { open, writeFile } from 'node:fs/promises';
import type { Clock } from '../../contract/world.ts';
import { addExchangeLine } from './exchange-line.ts';
import { inputOutputProblem } from '../disk/input-output-problem.ts';
import { rawFile, runFile } from '../run/layout.ts';
import { LineBatch } from './line-batch.ts';

const FLUSH_AFTER_MS = 200;
const FLUSH_ABOVE_BYTES = 1024 * 1024;

export interface BatchWriter {
  requestLine(text: string): void;
  rawFile(sha256: string, bytes: Uint8Array): void;
  /** Gives the line's digest. */
  exchangeLine(content: string): string;
  /** Resolves at once while the batch is small, else when it is written: await it before adding more. */
  ready(): Promise<void>;
  /** Resolves when everything added so far is with the operating system. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

interface Batch {
  readonly raw: { readonly sha256: string; readonly bytes: Uint8Array }[];
  readonly requests: string[];
  readonly exchanges: LineBatch;
  size: number;
}

const emptyBatch = (exchanges: LineBatch): Batch => ({ raw: [], requests: [], exchanges, size: 0 });

/**
 * Appends to a run folder in batches, at least every 200 ms. Within a batch an exchange's line comes last, so that
 * a line that stands has everything it refers to. The first failure stops all writing and is thrown from then on.
 */
export async function openBatchWriter(folder: string, clock: Clock): Promise<BatchWriter> {
  const requests = await open(runFile(folder, 'requests'), 'a');
  const exchanges = await open(runFile(folder, 'exchanges'), 'a');
  let batch = emptyBatch(new LineBatch());
  /** One batch is filled while the other is written. */
  let spare: LineBatch | null = new LineBatch();
  let writing: Promise<void> = Promise.resolve();
  let cancelTimer: (() => void) | null = null;
  let failure: Error | null = null;

  async function write(full: Batch): Promise<void> {
    if (failure !== null) return;
    try {
      for (const { sha256, bytes } of full.raw) await writeFile(rawFile(folder, sha256), bytes);
      if (full.requests.length > 0) await requests.appendFile(full.requests.join(''));
      if (full.exchanges.length > 0) await exchanges.appendFile(full.exchanges.since(0));
      full.exchanges.cut(0);
      spare = full.exchanges;
    } catch (error) {
      failure = inputOutputProblem(folder, 'cannot be written', error);
    }
  }

  function turn(): Promise<void> {
    cancelTimer?.();
    cancelTimer = null;
    if (batch.size > 0) {
      const full = batch;
      batch = emptyBatch(spare ?? new LineBatch());
      spare = null;
      writing = writing.then(() => write(full));
    }
    return writing;
  }

  async function flush(): Promise<void> {
    await turn();
    if (failure !== null) throw failure;
  }

  function grow(size: number): void {
    batch.size += size;
    cancelTimer ??= clock.timer(FLUSH_AFTER_MS, () => void turn());
  }

  return {
    requestLine(text) {
      batch.requests.push(`${text}\n`);
      grow(text.length);
    },
    rawFile(sha256, bytes) {
      batch.raw.push({ sha256, bytes });
      grow(bytes.length);
    },
    exchangeLine(content) {
      const before = batch.exchanges.length;
      const digest = addExchangeLine(batch.exchanges, content);
      grow(batch.exchanges.length - before);
      return digest;
    },
    async ready() {
      if (batch.size > FLUSH_ABOVE_BYTES || failure !== null) await flush();
    },
    flush,
    async close() {
      try {
        await flush();
      } finally {
        await requests.close();
        await exchanges.close();
      }
    },
  };
}
