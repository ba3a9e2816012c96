const followers = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls `run` when the signal aborts, unless the returned function was called before. For a signal that outlives its
 * followers by far: Node links the listeners of an event, and one that is removed goes on pointing at those that came
 * after it. Once a collection has moved one, each keeps the next alive, with all that its call held.
 * https://github.com/nodejs/node/blob/v24.x/lib/internal/event_target.js (Listener.remove)
 */
export function followSignal(signal: AbortSignal, run: () => void): () => void {
  if (signal.aborted) {
    run();
    return () => {};
  }
  const all = followers.get(signal) ?? follow(signal);
  all.add(run);
  return () => void all.delete(run);
}

function follow(signal: AbortSignal): Set<() => void> {
  const all = new Set<() => void>();
  followers.set(signal, all);
  signal.addEventListener('abort', () => all.forEach((run) => run()), { once: true });
  return all;
}
