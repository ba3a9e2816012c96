import { hash } from 'node:crypto';

/** A whole answer as a client got it. */
export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** The finish reason that the client was told. */
  readonly finish: string | null;
}

/** A request that says by which key it is known again. */
export interface KeyedRequest {
  /** Whose key it is: clients of two scopes may use one key. May hold credentials: nothing of it is kept but a digest. */
  readonly scope: string;
  readonly key: string;
  readonly path: string;
  readonly body: Uint8Array;
}

/** What is to be done with it. */
export type Opened =
  /** Nobody asked it: ask, and settle with the answer, or with null where it is no answer to repeat. Once, always. */
  | { readonly kind: 'first'; settle(answer: KeptAnswer | null): void }
  /** It was asked: null where that came to no answer to repeat, and whoever waited opens it anew. */
  | { readonly kind: 'repeat'; readonly answer: Promise<KeptAnswer | null> }
  /** The key was used for another request. */
  | { readonly kind: 'conflict' };

export interface IdempotencyBook {
  open(request: KeyedRequest): Opened;
  /** `kept` are there now, with `bytes` of bodies; `forgotten` were answered and left for want of room before their time. */
  counts(): { readonly kept: number; readonly bytes: number; readonly forgotten: number };
}

/** How much is kept, and for how long. */
export interface BookBounds {
  readonly ttlMs: number;
  readonly maxBytes: number;
  readonly maxAnswers: number;
}

interface Page {
  readonly cameMs: number;
  readonly fingerprint: string;
  readonly answer: Promise<KeptAnswer | null>;
  /** Null while it is asked. */
  bytes: number | null;
}

/**
 * Requests by their idempotency keys: one that is repeated within its time is answered by its first answer, and is not
 * asked again, also while the first is still asked. Answers that are larger than all that may be kept, or older than what
 * fits, are forgotten and counted: their requests would be asked again. Requests that are being asked are never forgotten.
 * https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 */
export function createIdempotencyBook(bounds: BookBounds, nowMs: () => number): IdempotencyBook {
  // In the order in which they came.
  const pages = new Map<string, Page>();
  const settled = { count: 0, bytes: 0 };
  let forgotten = 0;

  function drop(name: string, { bytes }: Page): void {
    pages.delete(name);
    if (bytes === null) return;
    settled.count -= 1;
    settled.bytes -= bytes;
  }

  function expire(): void {
    const endedMs = nowMs() - bounds.ttlMs;
    for (const [name, page] of pages) {
      if (page.cameMs > endedMs) return;
      if (page.bytes !== null) drop(name, page);
    }
  }

  function makeRoom(): void {
    for (const [name, page] of pages) {
      if (settled.bytes <= bounds.maxBytes && settled.count <= bounds.maxAnswers) return;
      if (page.bytes === null) continue;
      drop(name, page);
      forgotten += 1;
    }
  }

  return {
    open({ scope, key, path, body }) {
      expire();
      const name = hash('sha256', `${scope.length}\n${scope}${key}`);
      const fingerprint = `${path}\n${hash('sha256', body)}`;
      const known = pages.get(name);
      if (known !== undefined) {
        return known.fingerprint === fingerprint
          ? { kind: 'repeat', answer: known.answer }
          : { kind: 'conflict' };
      }
      const { promise, resolve } = Promise.withResolvers<KeptAnswer | null>();
      const page: Page = { cameMs: nowMs(), fingerprint, answer: promise, bytes: null };
      pages.set(name, page);
      return {
        kind: 'first',
        settle(answer) {
          if (page.bytes !== null || pages.get(name) !== page) return;
          if (answer === null) pages.delete(name);
          else if (answer.body.byteLength > bounds.maxBytes) {
            pages.delete(name);
            forgotten += 1;
          } else {
            page.bytes = answer.body.byteLength;
            settled.count += 1;
            settled.bytes += page.bytes;
            makeRoom();
          }
          resolve(answer);
        },
      };
    },
    counts: () => ({ kept: settled.count, bytes: settled.bytes, forgotten }),
  };
}
