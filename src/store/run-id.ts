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

export const RUN_ID = /^\d{8}-\d{6}-[0-9a-f]{4}$/;
