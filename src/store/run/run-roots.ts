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

interface CountedEvidence extends Pick<RunRoots, 'evidenceRoot'> {
  /** The first exchange whose id was there before, and its place, from 0; null where each has its own. */
  readonly twice: { readonly id: string; readonly at: number } | null;
}

export interface RootCount {
  /** `content` is '' where only the evidence root is asked for. */
  add(id: string, digest: string, content: string): void;
  roots(): RunRoots;
  /** The evidence root alone, for who reads. */
  evidence(): CountedEvidence;
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
  const allIds = (): readonly string[] => [...packed.flatMap(unpack), ...open];

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
      const ids = allIds();
      const order = orderOf(ids);
      return { evidenceRoot: rootOf(order, ids, lines), contentRoot: rootOf(order, ids, contents) };
    },
    evidence() {
      const ids = allIds();
      const order = orderOf(ids);
      return { evidenceRoot: rootOf(order, ids, lines), twice: firstTwice(order, ids) };
    },
  };
}

/** So many rows are hashed at once: to ask for each by itself takes longer than to hash it. */
const HASHED_ROWS = 256;

function rootOf(order: Uint32Array, ids: readonly string[], digests: Digests): string {
  const root = createHash('sha256');
  let [rows, count] = ['', 0];
  for (const at of order) {
    rows += `[${JSON.stringify(ids[at])},"${digests.get(at)}"]\n`;
    count += 1;
    if (count % HASHED_ROWS > 0) continue;
    root.update(rows);
    rows = '';
  }
  return root.update(rows).digest('hex');
}

function firstTwice(order: Uint32Array, ids: readonly string[]): CountedEvidence['twice'] {
  let [before, twice]: [number | null, CountedEvidence['twice']] = [null, null];
  for (const at of order) {
    const id = ids[at] ?? '';
    if (before !== null && ids[before] === id && at < (twice?.at ?? Infinity)) twice = { id, at };
    before = at;
  }
  return twice;
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
