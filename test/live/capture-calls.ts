import nock from 'nock';
import { afterAll, afterEach, beforeAll, vi } from 'vitest';
import { openNock } from './open-nock.ts';
import { replyTo } from './replies.ts';

interface Captured {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** For a whole test file: at a date that stands still, what one test sends to the origins that it listens at. */
export function captureCalls(): {
  readonly captured: Captured[];
  /** Notes a request; returns its body. */
  readonly capture: (request: Request) => Promise<string>;
  /** Answers whatever is posted there, and notes it. */
  readonly listenAt: (origin: string) => void;
} {
  const captured: Captured[] = [];
  beforeAll(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 1, 12) });
    openNock();
  });
  afterEach(() => {
    captured.length = 0;
    nock.cleanAll();
  });
  afterAll(() => {
    vi.useRealTimers();
    nock.enableNetConnect();
    nock.restore();
  });
  const capture = async (request: Request): Promise<string> => {
    const { method, url } = request;
    const body = await request.text();
    captured.push({ method, url, headers: Object.fromEntries(request.headers), body });
    return body;
  };
  return { captured, capture, listenAt: (origin) => answerAt(origin, capture) };
}

/** True bytes: nock stands at the socket, below undici, and reads the request as a server would. */
function answerAt(origin: string, capture: (request: Request) => Promise<string>): void {
  nock(origin)
    .persist()
    .post(/.*/)
    .reply(async (request: Request) => {
      const reply = replyTo(new URL(request.url).pathname, await capture(request));
      return [200, reply.body, reply.headers];
    });
}
