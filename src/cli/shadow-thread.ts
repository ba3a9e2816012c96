import { isDeepStrictEqual } from 'node:util';
import { parentPort } from 'node:worker_threads';
import { InputError, type Problem } from '../contract/problem.ts';
import type { LiveRequest, ShadowAccounts } from '../contract/traffic.ts';
import type { Processes } from '../contract/world.ts';
import { startShadow, type ShadowOptions, type StartedShadow } from '../runs/shadow/start-shadow.ts';
import { nodeWorld } from './node-world.ts';
import { yieldToOthers } from './yield-to-others.ts';

/** What the thread is started with. */
export interface ShadowThreadData {
  readonly options: ShadowOptions;
  /** Of the command that it is part of. */
  readonly argv: readonly string[];
  /** Whether a thread of the same process did this before, and died. */
  readonly isAgain: boolean;
}

/** To the thread: what it is to do, a request, or the end. */
export type ToShadow = ShadowThreadData | { readonly request: LiveRequest } | 'stop';

/** From it: it has begun, or cannot; it has taken so many bytes; how it stands; a run is sealed; nothing more can be asked; it is over. */
export type FromShadow =
  | { readonly what: 'ready'; readonly damaged: readonly Problem[] }
  | { readonly what: 'refused'; readonly problems: readonly Problem[] }
  | { readonly what: 'taken'; readonly bytes: number; readonly accounts: ShadowAccounts }
  | { readonly what: 'stands'; readonly accounts: ShadowAccounts }
  | { readonly what: 'sealed'; readonly folder: string; readonly accounts: ShadowAccounts }
  | { readonly what: 'over'; readonly problems: readonly Problem[] }
  | { readonly what: 'stopped'; readonly accounts: ShadowAccounts };

/** How often it says how it stands. */
const EVERY_MS = 500;

function tell(message: FromShadow): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(message);
}

/** The thread in which live requests are asked again: parsing, redacting, asking and writing hold up nobody who is served. */
async function start({ options, argv, isAgain }: ShadowThreadData): Promise<StartedShadow> {
  const world = { ...nodeWorld(), argv };
  const started = await startShadow(
    options,
    world,
    ({ folder, accounts }) => tell({ what: 'sealed', folder, accounts }),
    isAgain ? outlive(world.processes) : world.processes,
  );
  const { shadow } = started;
  shadow.over.addEventListener('abort', () => {
    tell({ what: 'over', problems: shadow.failure()?.problems ?? [] });
  });
  setInterval(() => tell({ what: 'stands', accounts: shadow.accounts() }), EVERY_MS).unref();
  tell({ what: 'ready', damaged: started.damaged });
  return started;
}

/** The lock of a thread that died names this process, which lives on. Nobody else in it writes runs. */
function outlive(processes: Processes): Processes {
  const own = processes.self();
  return {
    self: () => own,
    isGone: (mark) => isDeepStrictEqual(mark, own) || processes.isGone(mark),
  };
}

async function end(running: StartedShadow): Promise<void> {
  await running.stop();
  tell({ what: 'stopped', accounts: running.shadow.accounts() });
  parentPort?.close();
}

yieldToOthers();
let started: StartedShadow | null = null;
parentPort?.on('message', (message: ToShadow) => {
  if (message === 'stop') {
    if (started !== null) void end(started);
  } else if ('options' in message) {
    start(message).then(
      (shadow) => {
        started = shadow;
      },
      (error: unknown) => {
        if (!(error instanceof InputError)) throw error;
        tell({ what: 'refused', problems: error.problems });
        parentPort?.close();
      },
    );
  } else if (started !== null) {
    const { shadow } = started;
    shadow.offer(message.request);
    tell({ what: 'taken', bytes: message.request.body.length, accounts: shadow.accounts() });
  }
});
