/** Reads along as bytes pass, so that none of some secrets is handed on. */
export interface EchoWatch {
  /** What may be handed on now: an end that could be the begin of a secret waits for what follows it. */
  push(bytes: Uint8Array): Uint8Array;
  /** Whether a secret came, of which nothing was given. */
  found(): boolean;
  /** What waited, once nothing follows it. */
  rest(): Uint8Array;
}

const NOTHING = new Uint8Array(0);

/** Of secrets as they stand: who spells one otherwise, or lets other bytes between, is not seen. */
export function watchEcho(secrets: readonly string[]): EchoWatch {
  const sought = secrets.map((secret) => Buffer.from(secret, 'utf8'));
  let waiting: Uint8Array = NOTHING;
  let isFound = false;

  function push(bytes: Uint8Array): Uint8Array {
    if (sought.length === 0) return bytes;
    const all =
      waiting.length === 0
        ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
        : Buffer.concat([waiting, bytes]);
    isFound ||= sought.some((secret) => all.includes(secret));
    if (isFound) {
      waiting = NOTHING;
      return NOTHING;
    }
    let waits = 0;
    for (const secret of sought) waits = Math.max(waits, beginAtEnd(all, secret));
    if (waits === 0) {
      waiting = NOTHING;
      return all;
    }
    waiting = all.subarray(all.length - waits);
    return all.subarray(0, all.length - waits);
  }

  return {
    push,
    found: () => isFound,
    rest() {
      const last = waiting;
      waiting = NOTHING;
      return last;
    },
  };
}

/** How many bytes of a secret's begin stand at the end of others. */
function beginAtEnd(bytes: Buffer, secret: Buffer): number {
  const [first = 0] = secret;
  let at = bytes.indexOf(first, Math.max(0, bytes.length - secret.length + 1));
  while (at !== -1) {
    const length = bytes.length - at;
    if (secret.compare(bytes, at, bytes.length, 0, length) === 0) return length;
    at = bytes.indexOf(first, at + 1);
  }
  return 0;
}
