import type { Deadlines, Guards } from '../contract/wires/target.ts';
import type { Traffic } from './catalog.ts';

/** Where the configuration is looked for, unless somebody says otherwise. */
export const CONFIG_FILE = 'llama-contract.config.yaml';

/** Where `probe` writes what it found, unless somebody says otherwise. */
export const CAPABILITIES_FOLDER = 'capabilities';

/** Which goldens a run is compared with unless somebody says otherwise. */
export const USUAL_BASELINE = 'reference';

export const DEFAULT_CONCURRENCY = 8;

/** Hosted NIM is known to stay silent for a while before its first byte, so that limit is the wide one. */
export const DEFAULT_DEADLINES: Deadlines = {
  headersMs: 60_000,
  firstOutputMs: 60_000,
  idleMs: 30_000,
  totalMs: 120_000,
  exchangeMs: 300_000,
  judgingMs: 2_000,
};

export const DEFAULT_GUARDS: Guards = {
  maxResponseBytes: 16 * 1024 * 1024,
  maxResponseCharacters: 4_000_000,
  maxEvents: 100_000,
  maxEventBytes: 1024 * 1024,
};

/** A server that does not answer is told at once, unless somebody knows that it is starting. */
export const DEFAULT_WAIT_READY_MS = 0;

export const DEFAULT_TRAFFIC: Traffic = 'user-facing';

/** Design, law 7. */
export const DEFAULT_MAX_RETRIES: Readonly<Record<Traffic, number>> = { 'user-facing': 2, background: 1 };

/** Of the alterations that golden strength is measured by: reports and the command give one figure. */
export const DEFAULT_STRENGTH_SEED = 1;
