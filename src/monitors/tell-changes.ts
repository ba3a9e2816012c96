import type { Alarm, MonitorState } from '../contract/monitor.ts';

/** What somebody who was told of the state before is to be told. */
export interface AlarmChanges {
  readonly raised: readonly Alarm[];
  readonly cleared: readonly Alarm[];
}

/** An alarm that stands since the probe before is told once. A page that was a ticket is told again. */
export function tellChanges(before: MonitorState | null, { alarms }: MonitorState): AlarmChanges {
  const then = before?.alarms ?? [];
  const [known, now] = [new Set(then.map(keyOf)), new Set(alarms.map(keyOf))];
  return {
    raised: alarms.filter((alarm) => !known.has(keyOf(alarm))),
    cleared: then.filter((alarm) => !now.has(keyOf(alarm))),
  };
}

function keyOf({ target, kind, indicator, severity }: Alarm): string {
  return JSON.stringify([target, kind, indicator, severity]);
}
