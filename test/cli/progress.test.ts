import { expect, it, vi } from 'vitest';
import { createProgress } from '../../src/cli/output/progress.ts';
import { buildRecord } from '../build-exchange.ts';

it('who saw how far a run is sees its end too, and who saw none of it sees no line', async () => {
  const recorded = buildRecord();
  vi.useFakeTimers();
  const lines = vi.spyOn(console, 'error').mockImplementation(() => {});
  try {
    const ending = async (waitMs: number) => {
      lines.mockClear();
      const progress = await createProgress();
      const targets = [{ id: recorded.case.target, planned: 2, done: 0 }];
      const quiet = { waitingForQuota: () => 0, pausedMs: () => 0 };
      progress.on({ type: 'started', run: 'r', folder: 'f', targets, ...quiet });
      vi.advanceTimersByTime(waitMs);
      for (const _each of [1, 2]) progress.on({ type: 'recorded', record: recorded });
      progress.end();
      return lines.mock.calls.map(([line]) => /^\d.*?exchanges/.exec(String(line))?.[0]).filter(Boolean);
    };
    expect(await ending(6000)).toEqual(['0/2 exchanges', '2/2 exchanges']);
    expect(await ending(100)).toEqual([]);
  } finally {
    lines.mockRestore();
    vi.useRealTimers();
  }
});
