import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

const ENOUGH_BYTES = 32 * 1024 * 1024;
const LOOK_EVERY_MS = 50;

/**
 * Stops the growth of the space for new objects where more of it makes nothing faster. On a machine with much memory
 * V8 lets it grow until a run takes 100 MB more. Its limit can only be given to node itself, which a program that is
 * started by its name does not choose: https://nodejs.org/api/cli.html#--max-semi-space-sizesize-in-mib
 */
export function limitYoungSpace(): void {
  const timer = setInterval(() => {
    const young = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
    if (young === undefined || young.space_size < ENOUGH_BYTES) return;
    setFlagsFromString('--semi-space-growth-factor=1');
    clearInterval(timer);
  }, LOOK_EVERY_MS);
  timer.unref();
}
