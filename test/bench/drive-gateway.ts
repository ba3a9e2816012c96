import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import type { Gateway } from './gateways.ts';
import { MODEL } from './wires.ts';

const CLIENTS = 16;

/** A chat request of one message. */
export function chat(content: string, stream: boolean): string {
  return JSON.stringify({ model: MODEL, messages: [{ role: 'user', content }], stream });
}

export interface Driven {
  /** Of each request until its last byte, in ms and ascending. */
  readonly times: readonly number[];
  /** What was not answered whole, in words. */
  readonly failures: readonly string[];
}

interface Pace {
  readonly clients?: number;
  readonly perSecond?: number | null;
}

export function quantile(times: readonly number[], share: number): number {
  return times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
}

/** Asks `count` times: so many clients as fast as they are answered, or at even times whose delay counts as their own. */
export async function driveGateway(
  { url, headers }: Gateway,
  body: string,
  count: number,
  { clients = CLIENTS, perSecond = null }: Pace = {},
): Promise<Driven> {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: CLIENTS });
  const times: number[] = [];
  const failures: string[] = [];
  const startMs = performance.now();
  let asked = 0;
  const client = async (): Promise<void> => {
    while (asked < count) {
      const dueMs = perSecond === null ? performance.now() : startMs + (asked * 1000) / perSecond;
      asked += 1;
      if (perSecond !== null) await sleep(Math.max(0, dueMs - performance.now()));
      try {
        const answer = await pool.request({
          method: 'POST',
          path: pathname,
          headers: { 'content-type': 'application/json', ...headers },
          body,
        });
        const text = await answer.body.text();
        const isWhole = answer.statusCode === 200 && text.includes('"finish_reason":"stop"');
        if (!isWhole) failures.push(`${answer.statusCode}: ${text.slice(0, 300)}`);
      } catch (error) {
        failures.push(String(error));
      }
      times.push(performance.now() - dueMs);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  await pool.close();
  return { times: times.toSorted((a, b) => a - b), failures };
}
