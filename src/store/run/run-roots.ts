import { createHash } from 'node:crypto';
import { parseOrUndefined } from '../../json/read.ts';

const DIGEST_BYTES = 32;

/**
 * What the lines of a run come to. Each is SHA-256, in hex, over `["id","digest"]` and a line end for each exchange, in
 * code-unit order of ids.
 */
export interface RunRoots {
  /** Over the digests of the lines: another byte of evidence is another root. */
  readonly evidenceRoot: string;
  /** Over the digests of their content, in which no time and no id has a part. */
  readonly contentRoot: string;
}

interface CountedRoots extends RunRoots {
  /** The first exchange whose id was there before, and its place, from 0; null where each has its own. */
  readonly twice: { readonly id: string; readonly at: number } | null;
}

export interface RootCount {
  /** `content` is '' where only the evidence root is asked for. */
  add(id: string, digest: string, content: string): void;
  roots(): CountedRoots;
}

/** So many digests and ids stand together, outside of the engine's heap. */
const BLOCK_ROWS = 1024;

/**
 * Takes each exchange with its digests in any order: resume, threads and shards do not matter. Of a long run these are all
 * that is held: an exchange takes the bytes of its id and of two digests, 32 each, and no string.
 */
export function createRootCount(): RootCount {
  const [lines, contents] = [new Digests(), new Digests()];
  const packed: Buffer[] = [];
  let open: string[] = [];
  let count = 0;

  return {
    add(id, digest, content) {
      lines.set(count, digest);
      if (content !== '') contents.set(count, content);
      count += 1;
      open.push(id);
      if (open.length < BLOCK_ROWS) return;
      packed.push(Buffer.from(JSON.stringify(open)));
      open = [];
    },
    roots() {
      const ids = [...packed.flatMap(unpack), ...open];
      const [evidence, content] = [createHash('sha256'), createHash('sha256')];
      let [before, twice]: [number | null, CountedRoots['twice']] = [null, null];
      for (const at of orderOf(ids)) {
        const id = ids[at] ?? '';
        if (before !== null && ids[before] === id && at < (twice?.at ?? Infinity)) twice = { id, at };
        before = at;
        evidence.update(`[${JSON.stringify(id)},"${lines.get(at)}"]\n`);
        content.update(`[${JSON.stringify(id)},"${contents.get(at)}"]\n`);
      }
      return { evidenceRoot: evidence.digest('hex'), contentRoot: content.digest('hex'), twice };
    },
  };
}

/** Digests by place, as bytes. */
class Digests {
  readonly #blocks: Buffer[] = [];

  /** Places are taken in order; one that is left out has no digest. */
  set(at: number, digest: string): void {
    const block = Math.floor(at / BLOCK_ROWS);
    while (this.#blocks.length <= block) this.#blocks.push(Buffer.alloc(BLOCK_ROWS * DIGEST_BYTES));
    this.#blocks[block]?.write(digest, (at % BLOCK_ROWS) * DIGEST_BYTES, 'hex');
  }

  get(at: number): string {
    const start = (at % BLOCK_ROWS) * DIGEST_BYTES;
    return this.#blocks[Math.floor(at / BLOCK_ROWS)]?.toString('hex', start, start + DIGEST_BYTES) ?? '';
  }
}

function unpack(block: Buffer): readonly string[] {
  const ids = parseOrUndefined(block.toString());
  return Array.isArray(ids) ? ids.map(String) : [];
}

/** Places by id; of equal ids the earlier first. */
function orderOf(ids: readonly string[]): Uint32Array {
  return Uint32Array.from(ids.keys()).sort((a, b) => compare(ids[a] ?? '', ids[b] ?? '') || a - b);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
