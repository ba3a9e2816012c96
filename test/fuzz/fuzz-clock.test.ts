import { describe, expect, it } from 'vitest';
import { createFuzzClock } from '../../src/fuzz/fuzz-clock.ts';

describe('the clock of the fuzzer', () => {
  it('stands still until somebody waits in silence, and then runs what is due in order', () => {
    const clock = createFuzzClock(1_000);
    const controller = new AbortController();
    const ran: string[] = [];
    clock.timer(50, () => {
      ran.push(`second at ${clock.nowMs()}`);
      controller.abort();
    });
    clock.timer(20, () => ran.push(`first at ${clock.nowMs()}`));
    clock.timer(30, () => ran.push('never'))();
    expect(clock.nowMs()).toBe(0);
    expect(clock.passUntilAborted(controller.signal)).toBe(true);
    expect(ran).toEqual(['first at 20', 'second at 50']);
    expect(clock.wallMs()).toBe(1_050);
  });

  it('knows when silence would last for ever', () => {
    expect(createFuzzClock(0).passUntilAborted(new AbortController().signal)).toBe(false);
  });

  it('is back at its start when it is rewound, every timer forgotten', async () => {
    const clock = createFuzzClock(0);
    await clock.sleep(500);
    clock.timer(1, () => undefined);
    clock.rewind();
    expect(clock.nowMs()).toBe(0);
    expect(clock.passUntilAborted(new AbortController().signal)).toBe(false);
  });
});
