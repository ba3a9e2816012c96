import { isDeepStrictEqual } from 'node:util';
import { parentPort } from 'node:worker_threads';
import { InputError, type Problem } from '../../contract/problem.ts';
import type { LiveRequest, Shadow, ShadowAccounts } from '../../contract/traffic/traffic.ts';
import type { Processes } from '../../contract/world.ts';
import { startShadow, type ShadowOptions, type StartedShadow } from '../../runs/shadow/start-shadow.ts';
import { nodeWorld } from '../machine/node-world.ts';
import { yieldToOthers } from '../machine/yield-to-others.ts';

/** What the thread is started with. */
export interface ShadowThreadData {
  readonly options: ShadowOptions;
  /** Of the command that it is part of. */
  readonly argv: readonly string[];
  /** Whether a thread of the same process did this before, and died. */
  readonly isAgain: boolean;
}

/** To the thread: what it is to do, requests, by how many milliseconds the loop of who serves is late, or the end. */
export type ToShadow =
  ShadowThreadData | { readonly requests: readonly LiveRequest[] } | { readonly lateMs: number } | 'stop';

/** From it: it has begun, or cannot; how it stands, and what it has taken since it said so; a run is sealed; nothing more can be asked; it is over. */
export type FromShadow =
  | { readonly what: 'ready'; readonly damaged: readonly Problem[] }
  | { readonly what: 'refused'; readonly problems: readonly Problem[] }
  | { readonly what: 'stands'; readonly taken: TakenRequests; readonly accounts: ShadowAccounts }
  | { readonly what: 'sealed'; readonly folder: string; readonly accounts: ShadowAccounts }
  | { readonly what: 'over'; readonly problems: readonly Problem[] }
  | { readonly what: 'stopped'; readonly accounts: ShadowAccounts };

/** How many requests, and how many bytes of bodies, the thread was handed. */
export interface TakenRequests {
  readonly requests: number;
  readonly bytes: number;
}

/** How often it says how it stands. */
const EVERY_MS = 500;

function tell(message: FromShadow): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(message);
}

const NONE_TAKEN: TakenRequests = { requests: 0, bytes: 0 };

function tellStanding(shadow: Pick<Shadow, 'accounts'>, taken: TakenRequests): void {
  tell({ what: 'stands', taken, accounts: shadow.accounts() });
}

/** The thread in which live requests are asked again: parsing, redacting, asking and writing hold up nobody who is served. */
async function start({ options, argv, isAgain }: ShadowThreadData): Promise<StartedShadow> {
  const world = { ...nodeWorld(), argv };
  // There where the command line lets it: https://nodejs.org/api/cli.html#--expose-gc
  const { gc } = globalThis;
  const started = await startShadow(
    options,
    world,
    ({ folder, accounts }) => tell({ what: 'sealed', folder, accounts }),
    {
      processes: isAgain ? outlive(world.processes) : world.processes,
      collect: gc === undefined ? null : () => gc(),
    },
  );
  const { shadow } = started;
  shadow.over.addEventListener('abort', () => {
    tell({ what: 'over', problems: shadow.failure()?.problems ?? [] });
  });
  setInterval(() => tellStanding(shadow, NONE_TAKEN), EVERY_MS).unref();
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
  } else if ('lateMs' in message) {
    started?.shadow.late(message.lateMs);
  } else if (started !== null) {
    const { requests } = message;
    const bytes = requests.reduce((sum, { body }) => sum + body.length, 0);
    for (const request of requests) started.shadow.offer(request);
    tellStanding(started.shadow, { requests: requests.length, bytes });
  }
});
