import { describe, expect, it } from 'vitest';
import { GuardError } from '../../src/contract/errors/guard-error.ts';
import { createReplayClock } from '../../src/transport/create-replay-clock.ts';
import { serveStored } from '../../src/transport/serve-stored.ts';
import { withGuards } from '../../src/transport/with-guards.ts';

const ASKED = { method: 'POST', url: 'https://a.test/chat', headers: {}, body: '{}' };

describe('the clock of a replay', () => {
  it('stands still until it is moved, and runs timers on the way, each at its own time', () => {
    const clock = createReplayClock(100, 1_000_100);
    const ran: [string, number][] = [];
    clock.timer(30, () => ran.push(['late', clock.nowMs()]));
    clock.timer(10, () => {
      ran.push(['early', clock.nowMs()]);
      clock.timer(5, () => ran.push(['made on the way', clock.nowMs()]));
    });
    const cancel = clock.timer(20, () => ran.push(['cancelled', clock.nowMs()]));
    cancel();
    expect([clock.nowMs(), clock.wallMs(), ran]).toEqual([100, 1_000_100, []]);
    clock.advanceTo(125);
    expect(ran).toEqual([
      ['early', 110],
      ['made on the way', 115],
    ]);
    clock.advanceTo(120);
    expect([clock.nowMs(), clock.wallMs()]).toEqual([125, 1_000_125]);
    clock.advanceTo(500);
    expect(ran.at(-1)).toEqual(['late', 130]);
  });

  it('lets nobody wait who sleeps by it, unless they were told to stop', async () => {
    const clock = createReplayClock(0, 0);
    await clock.sleep(60_000);
    expect(clock.nowMs()).toBe(60_000);
    await expect(clock.sleep(1, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  });
});

describe('stored bytes', () => {
  const stored = {
    status: 200,
    headers: { 'content-type': 'text/plain' },
    body: Buffer.from('first second'),
    chunkEnds: [6, 12],
    chunkAtMs: [20, 9_000],
    cause: null,
  };
  const limits = { headersMs: 1000, idleMs: 5000, totalMs: 60_000, maxResponseBytes: 1000 };

  async function read(end: 'fin' | 'stall', chunkAtMs: readonly number[]): Promise<readonly unknown[]> {
    const clock = createReplayClock(0, 0);
    const pace = {
      reach(atMs: number) {
        clock.advanceTo(atMs);
        return null;
      },
      stall: (signal: AbortSignal) => clock.advanceUntil(signal),
    };
    const transport = withGuards(serveStored({ ...stored, chunkAtMs, end }, 10, pace), limits, clock);
    const { body } = await transport(ASKED, new AbortController().signal);
    const pieces: unknown[] = [];
    for await (const piece of body) pieces.push('end' in piece ? piece : [piece.atMs, clock.nowMs()]);
    return pieces;
  }

  it('come at their own time', async () => {
    expect(await read('fin', [20, 4000])).toEqual([[20, 20], [4000, 4000], { end: 'fin', cause: null }]);
  });

  it('that come later than today is waited for meet the limit, and so do those that never come', async () => {
    const idle = { end: 'stall', cause: new GuardError('idle-timeout', 5000) };
    expect(await read('fin', [20, 9000])).toEqual([[20, 20], idle]);
    expect(await read('stall', [20, 4000])).toEqual([[20, 20], [4000, 4000], idle]);
  });
});
