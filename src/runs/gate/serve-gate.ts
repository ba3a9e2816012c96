import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { Decision } from '../../contract/gates/decision.ts';
import type { Stage } from '../../contract/gates/migration.ts';
import type { Clock } from '../../contract/world.ts';
import { answerGate, type GateReply, type ServedGate } from './answer-gate.ts';
import { listenOn, type ListenAddress } from '../connect/listen-on.ts';

export interface GateServer {
  /** Without a trailing slash. */
  readonly url: string;
  /** Takes nothing new, and lets what was asked be answered for so long at most. */
  close(): Promise<void>;
}

/** A webhook is a few hundred bytes. */
const LONGEST_BODY = 64 * 1024;
const GRACE_MS = 10_000;

/** Serves the gates over HTTP. `port` 0 takes a free one. Throws InputError when the port cannot be listened on. */
export async function serveGate(
  gate: ServedGate,
  { clock, ...address }: ListenAddress & { readonly clock: Clock },
): Promise<GateServer> {
  const judged = { ...gate, judge: oncePerStage((stage) => gate.judge(stage)) };
  const server = createServer((incoming, outgoing) => {
    // Who leaves is not answered.
    outgoing.on('error', () => {});
    void replyTo(incoming, judged).then(({ status, allow, body }) => {
      outgoing.writeHead(status, {
        'content-type': 'application/json; charset=utf-8',
        'cache-control': 'no-store',
        ...(allow === null ? {} : { allow }),
        // A body that was not read to its end is no place for another request.
        ...(status === 413 ? { connection: 'close' } : {}),
      });
      outgoing.end(body);
    }, gate.onCrash);
  });
  const url = await listenOn(server, address);
  return {
    url,
    async close() {
      const closed = once(server, 'close');
      server.close();
      const cancel = clock.timer(GRACE_MS, () => server.closeAllConnections());
      await closed;
      cancel();
    },
  };
}

async function replyTo(incoming: IncomingMessage, gate: ServedGate): Promise<GateReply> {
  const { method = 'GET', url = '/' } = incoming;
  const body = await readBody(incoming);
  return answerGate({ method, path: url.replace(/[?#].*$/s, ''), body }, gate);
}

/** Null where it is too long. A client that leaves has sent what it sent. */
async function readBody(incoming: IncomingMessage): Promise<string | null> {
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    for await (const piece of incoming.iterator({ destroyOnReturn: false })) {
      if (!(piece instanceof Buffer)) continue;
      length += piece.length;
      if (length > LONGEST_BODY) return null;
      pieces.push(piece);
    }
  } catch {
    return '';
  }
  return Buffer.concat(pieces).toString('utf8');
}

/** Whoever asks while a stage is being judged hears the same: to judge takes long, and many ask at once. */
function oncePerStage(judge: (stage: Stage) => Promise<Decision>): (stage: Stage) => Promise<Decision> {
  const running = new Map<Stage, Promise<Decision>>();
  return (stage) => {
    const known = running.get(stage);
    if (known !== undefined) return known;
    const judging = judge(stage).finally(() => running.delete(stage));
    running.set(stage, judging);
    return judging;
  };
}
