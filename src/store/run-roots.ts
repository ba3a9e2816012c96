import { createHash } from 'node:crypto';

const DIGEST_BYTES = 32;
/** Of the line, and of its content. */
const ROW_BYTES = 2 * DIGEST_BYTES;

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

export interface RootCount {
  add(id: string, digest: string, content: string): void;
  roots(): RunRoots;
}

/** Takes each exchange with its digests in any order: resume, threads and shards do not matter. */
export function createRootCount(): RootCount {
  const ids: string[] = [];
  // Digests as bytes: 200,000 exchanges are 13 MB instead of 32.
  let digests = Buffer.alloc(1024 * ROW_BYTES);
  return {
    add(id, digest, content) {
      const offset = (ids.push(id) - 1) * ROW_BYTES;
      if (offset === digests.length) digests = Buffer.concat([digests, Buffer.alloc(digests.length)]);
      digests.write(digest, offset, 'hex');
      digests.write(content, offset + DIGEST_BYTES, 'hex');
    },
    roots() {
      const order = Array.from(ids.keys()).sort((a, b) => compare(ids[a] ?? '', ids[b] ?? ''));
      const evidence = createHash('sha256');
      const content = createHash('sha256');
      for (const index of order) {
        const id = JSON.stringify(ids[index]);
        const row = digests.toString('hex', index * ROW_BYTES, (index + 1) * ROW_BYTES);
        evidence.update(`[${id},"${row.slice(0, ROW_BYTES)}"]\n`);
        content.update(`[${id},"${row.slice(ROW_BYTES)}"]\n`);
      }
      return { evidenceRoot: evidence.digest('hex'), contentRoot: content.digest('hex') };
    },
  };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
