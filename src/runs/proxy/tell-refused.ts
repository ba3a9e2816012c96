import type { ErrorReply } from '../../traffic/chat/render-error.ts';
import type { LiveFront } from './live-front.ts';

/** Whoever asks may write what he likes into a path. */
const MOST_PATH = 200;

/** Tells of a request that nobody is to serve, and gives the reply. Null is a client who left before all of it came. */
export function tellRefused<Reply extends Pick<ErrorReply, 'status' | 'code'> | null>(
  { world, redact, onRefused }: Pick<LiveFront, 'world' | 'redact' | 'onRefused'>,
  path: string,
  reply: Reply,
): Reply {
  const { status, code: reason } = reply ?? { status: null, code: 'left' };
  onRefused({ atMs: world.clock.wallMs(), path: redact(path).slice(0, MOST_PATH), status, reason });
  return reply;
}
