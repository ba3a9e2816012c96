import type { Ledger } from '../contract/rollout/ledger.ts';
import { InputError, problem } from '../contract/problem.ts';

const MENDS = {
  window: 'record each run of the monitor once',
  drill: 'ask the old target anew: one run proves the way back once',
} as const;

/** Throws InputError where a ledger has an entry of that kind already that rests on the same run, or on the same answers. */
export function refuseTwice(
  { entries }: Ledger,
  kind: keyof typeof MENDS,
  {
    run,
    root,
    asked = null,
  }: { readonly run: string; readonly root: string; readonly asked?: string | null },
): void {
  const twin = entries.find(
    ({ body }) =>
      body.kind === kind &&
      (body.run === run || body.root === root || (asked !== null && body.asked === asked)),
  );
  if (twin === undefined) return;
  throw new InputError([problem(`run ${run} is recorded already, in line ${twin.seq}`, MENDS[kind])]);
}
