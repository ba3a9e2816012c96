import { CONCURRENCY } from './wires.ts';

/** What every measured `verify` is asked alike: nothing beside its exchanges. */
export const ASKED_ALIKE = {
  purpose: null,
  cassettes: null,
  replaySpeed: null,
  concurrency: CONCURRENCY,
  seed: 1,
  resume: null,
  shard: null,
  waitReadyMs: null,
  bail: false,
  judge: false,
  faults: [],
  strength: false,
  reporters: [],
};
