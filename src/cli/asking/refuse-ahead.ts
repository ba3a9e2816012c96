import { join } from 'node:path';
import { InputError, problem } from '../../contract/problem.ts';
import { runIdsIn } from '../../store/run/find-run.ts';
import { startOfId } from '../../store/run/run-id.ts';

/** So much the clocks of two machines may differ. */
const CLOCKS_DIFFER_MS = 60_000;

/**
 * Throws InputError where no run is named and the newest under `out` is of a time to come: a clock was set, and whoever asks for
 * the newest does not mean that one, but one that he made since.
 */
export async function refuseAhead(
  out: string,
  run: string | null | undefined,
  { wallMs }: { readonly wallMs: () => number },
): Promise<void> {
  const newest = run === null || run === undefined ? (await runIdsIn(out)).at(-1) : undefined;
  if (newest === undefined || Date.parse(startOfId(newest)) <= wallMs() + CLOCKS_DIFFER_MS) return;
  throw new InputError([
    problem(
      `the newest run of ${out}, ${newest}, is of a time to come: a clock was set`,
      `name the run that you mean, or move ${join(out, newest)} away`,
    ),
  ]);
}
