import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { InputError, type Problem } from '../../contract/problem.ts';
import type { LiveRequest, Shadow, ShadowAccounts } from '../../contract/traffic/traffic.ts';
import { addAccounts, endAccounts } from '../../traffic/add-accounts.ts';
import { openAccounts } from '../../traffic/open-accounts.ts';
import type { FromShadow, ShadowThreadData, ToShadow } from './shadow-thread.ts';
import { watchLateness } from '../machine/watch-lateness.ts';

/** Bodies that the thread was handed and has not taken yet. */
const MOST_BYTES_AHEAD = 32 * 1024 * 1024;
/** Requests of so many milliseconds are handed over at once: each message wakes the thread, and its reply the one that serves. */
const TOGETHER_MS = 20;
/** It holds what waits, a run that is written, and the answers that are read. */
const MOST_MEMORY_MB = 1024;

/** For what it is asking to be answered or let go, and for its run to be sealed. */
const MOST_END_MS = 30_000;

const SOURCE = new URL(
  import.meta.url.endsWith('.ts') ? './shadow-thread.ts' : './shadow-thread.js',
  import.meta.url,
);

/** What is told of a shadow in its thread. */
export interface ShadowEars {
  readonly onSealed: (folder: string, accounts: ShadowAccounts) => void;
  /** Nothing more is asked: why. The live path goes on. */
  readonly onOver: (why: readonly Problem[] | Error) => void;
  /** Runs before are not what was written. */
  readonly onDamaged: (warnings: readonly Problem[]) => void;
}

/** A shadow, until its thread ends. */
export interface ShadowThread extends Shadow {
  /** When its thread has ended, for whatever reason. */
  readonly exited: Promise<unknown>;
}

/**
 * Starts a shadow in a thread of its own, which is fed under a budget of bytes: what it cannot take yet is dropped and
 * counted. Where the thread dies, all that it held is counted too, and nothing else happens. Throws InputError where it
 * cannot be started as it was asked to.
 */
export async function openShadowThread(data: ShadowThreadData, ears: ShadowEars): Promise<ShadowThread> {
  const worker = new Worker(SOURCE, {
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
  });
  const own = openAccounts();
  let theirs = openAccounts().read();
  let ahead = { requests: 0, bytes: 0 };
  let together: (LiveRequest & { readonly body: Uint8Array<ArrayBuffer> })[] = [];
  let [isReady, isOver, isStopping] = [false, false, false];
  const ready = Promise.withResolvers<void>();
  const exited = once(worker, 'exit');

  const post = (message: ToShadow, transfer: ArrayBuffer[]): void => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    worker.postMessage(message, transfer);
  };
  const handOver = (): void => {
    if (together.length === 0) return;
    post(
      { requests: together },
      together.map(({ body }) => body.buffer),
    );
    together = [];
  };
  const handlers: { [What in FromShadow['what']]: (message: Extract<FromShadow, { what: What }>) => void } = {
    ready({ damaged }) {
      isReady = true;
      if (damaged.length > 0) ears.onDamaged(damaged);
      ready.resolve();
    },
    refused: ({ problems }) => ready.reject(new InputError(problems)),
    stands({ taken, accounts }) {
      ahead = { requests: ahead.requests - taken.requests, bytes: ahead.bytes - taken.bytes };
      theirs = accounts;
    },
    sealed({ folder, accounts }) {
      ears.onSealed(folder, accounts);
    },
    over: ({ problems }) => ears.onOver(problems),
    stopped({ accounts }) {
      theirs = accounts;
    },
  };
  worker.on('message', <What extends FromShadow['what']>(message: Extract<FromShadow, { what: What }>) =>
    hear(handlers, message),
  );
  worker.on('error', (error: Error) => {
    if (isReady) ears.onOver(error);
    else ready.reject(error);
  });
  worker.on('exit', () => {
    isOver = true;
    ready.reject(new Error('the thread of the shadow ended'));
    theirs = endAccounts({
      ...theirs,
      arrivals: theirs.arrivals + ahead.requests,
      waiting: theirs.waiting + ahead.requests,
    });
    ahead = { requests: 0, bytes: 0 };
  });
  post(data, []);
  await ready.promise;
  const unwatch = watchLateness((lateMs) => post({ lateMs }, []));
  void exited.then(unwatch);

  return {
    exited,
    offer(request: LiveRequest) {
      const { length } = request.body;
      if (isOver || isStopping || ahead.bytes + length > MOST_BYTES_AHEAD) {
        own.arrived();
        own.drop(isStopping ? 'stopping' : isOver ? 'killed' : 'bytes-full');
        return;
      }
      // What is handed over is gone here, and a body may be a part of what others are read from.
      const body = new Uint8Array(request.body);
      ahead = { requests: ahead.requests + 1, bytes: ahead.bytes + length };
      if (together.length === 0) setTimeout(handOver, TOGETHER_MS);
      together.push({ ...request, body });
    },
    accounts() {
      const waiting = { ...openAccounts().read(), arrivals: ahead.requests, waiting: ahead.requests };
      return addAccounts(addAccounts(theirs, own.read()), waiting);
    },
    async stop() {
      isStopping = true;
      handOver();
      if (!isOver) post('stop', []);
      // One that hangs hears nothing.
      const timer = setTimeout(() => void worker.terminate(), MOST_END_MS);
      await exited;
      clearTimeout(timer);
    },
  };
}

function hear<What extends FromShadow['what']>(
  handlers: { [W in What]: (message: Extract<FromShadow, { what: W }>) => void },
  message: Extract<FromShadow, { what: What }>,
): void {
  handlers[message.what](message);
}
