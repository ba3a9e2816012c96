import type { PostedRun } from '../../queue/board.ts';
import type { LaneCase } from '../../queue/lane-job.ts';
import type { SharedLane } from '../../queue/share-cases.ts';
import { openSubmitLane } from '../../queue/submit-lane.ts';
import type { OpenQueue } from './open-queue.ts';

/** A run that workers see. */
export interface SharedRun {
  readonly lanes: readonly SharedLane[];
  /** Workers ask nothing more of it; what they answered is kept for whoever goes on with it. */
  leave(): Promise<void>;
  /** Nothing of it is left in Redis. */
  remove(): Promise<void>;
}

/** Posts a run, and removes those that nobody went on with for long. */
export async function openLanes(
  queue: OpenQueue,
  posted: PostedRun,
  lanes: readonly (readonly LaneCase[])[],
): Promise<SharedRun> {
  const { bullmq, link, board } = queue;
  for (const { run, lanes: count } of await board.forgotten()) {
    await removeLanes(queue, run, count);
    await board.remove(run);
  }
  const opened = await Promise.all(
    lanes.map(async (cases, index) => ({
      lane: await openSubmitLane(bullmq, link, posted.run, index),
      cases: cases.values(),
    })),
  );
  await board.post(posted);
  return {
    lanes: opened,
    async leave() {
      // Where Redis is gone, nobody is asked anything.
      await board.leave(posted.run).catch(() => {});
    },
    async remove() {
      for (const { lane } of opened) await lane.remove();
      await board.remove(posted.run);
    },
  };
}

export async function removeLanes({ bullmq, link }: OpenQueue, run: string, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const lane = await openSubmitLane(bullmq, link, run, index);
    await lane.remove();
    await lane.close();
  }
}
