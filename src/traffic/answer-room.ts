/** What the answers to one request hold of the memory. */
export interface AnswerHold {
  /** Undefined where so much more may be read on now; else until it may. Whoever has waited longest to be over never waits. */
  add(bytes: number, signal: AbortSignal): Promise<void> | undefined;
  /** Lets go of all that it holds, and says how much that was. */
  release(): number;
  /** Holds nothing more. */
  close(): void;
}

/**
 * Bytes of answers that are read and not kept yet, over all requests that are asked: beyond them nothing more is read but
 * by the oldest, so that each comes to its end, however large all of them are. `onLeft` is told of what is let go.
 */
export function answerRoom(maxBytes: number, onLeft: (bytes: number) => void): { open(): AnswerHold } {
  // In the order in which they were opened.
  const holds = new Map<AnswerHold, number>();
  const waiting = new Set<() => void>();
  let held = 0;

  function mayGoOn(hold: AnswerHold): boolean {
    const [oldest] = holds.keys();
    return held <= maxBytes || oldest === hold;
  }

  function wake(): void {
    for (const look of waiting) look();
  }

  return {
    open() {
      const hold: AnswerHold = {
        add(bytes, signal) {
          held += bytes;
          holds.set(hold, (holds.get(hold) ?? 0) + bytes);
          if (mayGoOn(hold)) return undefined;
          return new Promise((resolve) => {
            const look = (): void => {
              if (!signal.aborted && holds.has(hold) && !mayGoOn(hold)) return;
              waiting.delete(look);
              signal.removeEventListener('abort', look);
              resolve();
            };
            waiting.add(look);
            signal.addEventListener('abort', look);
            look();
          });
        },
        release() {
          const bytes = holds.get(hold) ?? 0;
          if (bytes === 0) return 0;
          held -= bytes;
          holds.set(hold, 0);
          onLeft(bytes);
          wake();
          return bytes;
        },
        close() {
          hold.release();
          holds.delete(hold);
          wake();
        },
      };
      holds.set(hold, 0);
      return hold;
    },
  };
}
