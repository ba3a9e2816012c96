import type { Fault } from '../../contract/wires/fault.ts';

/** How a target answers a prompt: as it does without a fault, or with one. */
export interface PlantedManner {
  readonly id: string;
  readonly faults: readonly Fault[];
}

const at = 'headers';

/** What goes wrong now and then on every side, each at its rate. */
export const RARE: readonly (PlantedManner & { readonly chance: number })[] = [
  {
    id: 'a 503 on the first try',
    chance: 0.002,
    faults: [{ match: { nth: 1 }, at, wire: 'error-body', error: { kind: 'overloaded' } }],
  },
  {
    id: 'a 429 on every try',
    chance: 0.001,
    faults: [{ match: { mode: 'send' }, at, wire: 'error-body', error: { kind: 'rate_limited' } }],
  },
  {
    id: 'a stream that is reset',
    chance: 0.001,
    faults: [{ match: { mode: 'stream' }, at: { part: 1 }, wire: 'reset' }],
  },
  { id: 'a required key that is missing', chance: 0.003, faults: [{ match: {}, at, answer: 'drop-key' }] },
];

const KEYLESS: PlantedManner = { id: 'key', faults: [{ match: {}, at, answer: 'drop-key' }] };
const CUT: PlantedManner = { id: 'cut', faults: [{ match: {}, at, answer: 'truncate' }] };
const FINISH: PlantedManner = {
  id: 'finish',
  faults: [{ match: {}, at, answer: 'finish', value: 'length' }],
};
const NEW_ERROR: PlantedManner = {
  id: 'error',
  faults: [{ match: { nth: 1 }, at, wire: 'error-body', error: { kind: 'server_error' } }],
};

/** A candidate that is worse than the baseline in one way. */
export interface PlantedBreak {
  readonly id: string;
  readonly means: string;
  readonly manner: PlantedManner | null;
  /** Share of askings that it meets. */
  readonly chance: number;
  /** Its times over the baseline's. */
  readonly slower: number;
}

function share(id: string, chance: number, manner: PlantedManner, means: string): PlantedBreak {
  return { id, means: `${Math.round(chance * 100)}% ${means}`, manner, chance, slower: 1 };
}

function slower(factor: number): PlantedBreak {
  const percent = Math.round((factor - 1) * 100);
  return { id: `p95+${percent}`, means: `p95 ${percent}% higher`, manner: null, chance: 0, slower: factor };
}

export const BREAKS: readonly PlantedBreak[] = [
  share('key-2', 0.02, KEYLESS, 'lack a required key'),
  share('key-5', 0.05, KEYLESS, 'lack a required key'),
  share('key-8', 0.08, KEYLESS, 'lack a required key'),
  share('cut-1', 0.01, CUT, 'are truncated'),
  share('cut-3', 0.03, CUT, 'are truncated'),
  share('finish-2', 0.02, FINISH, 'end with another finish reason'),
  share('error-1', 0.01, NEW_ERROR, 'show a 500 that is new'),
  slower(1.15),
  slower(1.3),
];
