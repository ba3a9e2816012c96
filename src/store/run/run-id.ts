import type { Random } from '../../contract/world.ts';

/** `YYYYMMDD-HHMMSSmmm-<4 hex>` in UTC: sorted by name is sorted by time. Older versions wrote no milliseconds. */
export function runId(wallMs: number, random: Random): string {
  const [day = '', time = ''] = new Date(wallMs)
    .toISOString()
    .replaceAll(/[-:.Z]/g, '')
    .split('T');
  const suffix = Math.floor(random() * 0x10000)
    .toString(16)
    .padStart(4, '0');
  return `${day}-${time}-${suffix}`;
}

export const RUN_ID = /^\d{8}-\d{6}(?:\d{3})?-[0-9a-f]{4}$/;

/** When a run began, by its id: ISO 8601, UTC; to the second, of an older version. */
export function startOfId(run: string): string {
  return run.replace(
    /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)(\d{3})?-.*$/,
    (_id, year, month, day, hour, minute, second, ms = '000') =>
      `${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`,
  );
}

/** The part of an id that says when a run began. Two of one moment are in no order by their names. */
export function momentOfId(run: string): string {
  return run.slice(0, run.lastIndexOf('-'));
}
