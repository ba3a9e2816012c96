import type { RunEvent } from '../runs/run-events.ts';

/** Live progress on stderr: one line for all targets, now and then; nothing when it is not worth it. */
export interface Progress {
  on(event: RunEvent): void;
  end(): void;
}

export function createProgress(): Progress {
  const rows = new Map<string, { done: number; failed: number; readonly planned: number }>();
  let last = 0;
  const print = (): void => {
    const parts = [...rows].map(
      ([id, row]) => `${id} ${row.done}/${row.planned}${row.failed > 0 ? ` (${row.failed} not passed)` : ''}`,
    );
    console.error(parts.join('  '));
  };
  return {
    on(event) {
      if (event.type === 'started') {
        console.error(`run ${event.run} -> ${event.folder}`);
        for (const { id, planned, done } of event.targets) rows.set(id, { planned, done, failed: 0 });
      } else if (event.type === 'recorded') {
        const row = rows.get(event.record.target);
        if (row === undefined) return;
        row.done += 1;
        if (event.record.state === 'failed' || event.record.state === 'errored') row.failed += 1;
        const now = performance.now();
        if (now - last < 2000) return;
        last = now;
        print();
      }
    },
    end: () => {},
  };
}
