import type { Random } from '../contract/world.ts';

/** `YYYYMMDD-HHMMSS-<4 hex>` in UTC: sorted by name is sorted by time. */
export function runId(wallMs: number, random: Random): string {
  const [day = '', time = ''] = new Date(wallMs)
    .toISOString()
    .replaceAll(/[-:]|\..*/g, '')
    .split('T');
  const suffix = Math.floor(random() * 0x10000)
    .toString(16)
    .padStart(4, '0');
  return `${day}-${time}-${suffix}`;
}

/** When a run began, by its id: ISO 8601, UTC, to the second. */
export function startOfId(run: string): string {
  return run.replace(/^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d).*$/, '$1-$2-$3T$4:$5:$6.000Z');
}

export const RUN_ID = /^\d{8}-\d{6}-[0-9a-f]{4}$/;
