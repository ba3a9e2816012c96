import { InputError, problem } from '../../contract/problem.ts';
import type { RunManifest } from '../../store/run/manifest.ts';
import { isOfLive } from './live-suite.ts';

/** Throws InputError for a run of live requests, where what is asked for needs prompts of suites. */
export function refuseLive(manifest: Pick<RunManifest, 'run' | 'purpose'>): void {
  if (!isOfLive(manifest)) return;
  const message = `run ${manifest.run} asked live requests, which stand in no suite and have no goldens`;
  throw new InputError([problem(message, 'compare, gate, show and report read it; or choose another run')]);
}
