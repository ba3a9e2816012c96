import type { Witnesses } from '../../../src/checks/truncation/read-witnesses.ts';
import { FINISH_REASONS } from '../../../src/contract/exchanges/finish-reason.ts';

/** Every value that each witness can have. */
const VALUES: { readonly [K in keyof Witnesses]: readonly Witnesses[K][] } = {
  ended: ['whole', 'guard', 'cut', 'broken', 'filtered', 'refused'],
  finish: [...FINISH_REASONS, null],
  timeLimit: [false, true],
  windowFull: [false, true],
  tokens: ['at-requested', 'near-requested', 'at-provider', 'below', 'uncapped', 'uncounted'],
  capRequested: [true, false],
  input: ['short', 'plausible', 'uncounted'],
  sentinels: ['none', 'held', 'some-missing', 'all-missing'],
  open: [false, true],
};

/** An answer against which nothing speaks. */
export const SOUND: Witnesses = {
  ended: 'whole',
  finish: 'stop',
  timeLimit: false,
  windowFull: false,
  tokens: 'below',
  capRequested: true,
  input: 'plausible',
  sentinels: 'held',
  open: false,
};

/** All combinations of witnesses, the impossible ones too. */
export function allWitnesses(): readonly Witnesses[] {
  const all: Witnesses[] = [];
  for (const ended of VALUES.ended)
    for (const finish of VALUES.finish)
      for (const timeLimit of VALUES.timeLimit)
        for (const windowFull of VALUES.windowFull)
          for (const tokens of VALUES.tokens)
            for (const capRequested of VALUES.capRequested)
              for (const input of VALUES.input)
                for (const sentinels of VALUES.sentinels)
                  for (const open of VALUES.open)
                    all.push({
                      ended,
                      finish,
                      timeLimit,
                      windowFull,
                      tokens,
                      capRequested,
                      input,
                      sentinels,
                      open,
                    });
  return all;
}
