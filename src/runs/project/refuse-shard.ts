import { InputError, problem } from '../../contract/problem.ts';
import { shardText } from '../../contract/runs/shard.ts';
import type { RunManifest } from '../../store/run/manifest.ts';

/** Throws InputError for a run that is a part of one, and says nothing of the rest: its verdict is its own, and no more. */
export function refuseShard({ run, shard }: Pick<RunManifest, 'run' | 'shard'>): void {
  if (shard === null) return;
  const mend = 'put all of them together, and name that run: npx llama-contract merge DIR…';
  throw new InputError([problem(`run ${run} is shard ${shardText(shard)}, a part of a run`, mend)]);
}
