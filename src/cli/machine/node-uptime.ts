import { hash } from 'node:crypto';
import { uptime } from 'node:os';
import type { Uptime } from '../../contract/world.ts';
import { nodeProcesses } from './node-processes.ts';

/** Time since this machine started, which no clock that is set changes. https://nodejs.org/api/os.html#osuptime */
export function nodeUptime(): Uptime {
  const { boot } = nodeProcesses.self();
  return {
    // What a ledger keeps tells starts apart, and no more.
    boot: boot === null ? null : hash('sha256', `llama-contract ${boot}`).slice(0, 16),
    upMs: () => Math.floor(uptime() * 1000),
  };
}
