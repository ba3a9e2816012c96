import type { Alarm } from '../contract/monitors/monitor.ts';

/** What somebody who was told of the state before is to be told. */
export interface AlarmChanges {
  readonly raised: readonly Alarm[];
  readonly cleared: readonly Alarm[];
}

/** An alarm that stood before is told once. A page that was a ticket is told again. */
export function tellChanges(before: readonly Alarm[], after: readonly Alarm[]): AlarmChanges {
  const [known, now] = [new Set(before.map(keyOf)), new Set(after.map(keyOf))];
  return {
    raised: after.filter((alarm) => !known.has(keyOf(alarm))),
    cleared: before.filter((alarm) => !now.has(keyOf(alarm))),
  };
}

function keyOf({ target, kind, indicator, severity }: Alarm): string {
  return JSON.stringify([target, kind, indicator, severity]);
}
