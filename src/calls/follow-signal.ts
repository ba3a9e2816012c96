interface Followers {
  readonly runs: Set<() => void>;
  /** The one listener for all of them. */
  readonly notify: () => void;
}

const followersOf = new WeakMap<AbortSignal, Followers>();

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
  const followers = followersOf.get(signal) ?? startListening(signal);
  followers.runs.add(run);
  return () => {
    followers.runs.delete(run);
    if (followers.runs.size > 0) return;
    signal.removeEventListener('abort', followers.notify);
    followersOf.delete(signal);
  };
}

function startListening(signal: AbortSignal): Followers {
  const runs = new Set<() => void>();
  const followers = { runs, notify: () => runs.forEach((run) => run()) };
  followersOf.set(signal, followers);
  signal.addEventListener('abort', followers.notify, { once: true });
  return followers;
}
