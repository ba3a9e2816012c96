import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** The two halves of the space for new objects. */
const ENOUGH_BYTES = 64 * 1024 * 1024;
const LOOK_EVERY_MS = 50;
/** How much of the old space may be garbage, against what is alive in it, before it is collected. V8 waits for more. */
const GARBAGE_PERCENT = 150;

/**
 * Stops the growth of V8's spaces where more of it makes nothing faster: on a machine with much memory they grow until
 * a run takes 100 MB more. Node takes these limits on its own command line only, which a program that is started by
 * its name does not choose: https://nodejs.org/api/cli.html#--max-semi-space-sizesize-in-mib
 */
export function limitHeap(): void {
  const timer = setInterval(() => {
    const young = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
    if (young === undefined || young.space_size < ENOUGH_BYTES) return;
    setFlagsFromString('--semi-space-growth-factor=1');
    setFlagsFromString(`--heap-growing-percent=${GARBAGE_PERCENT}`);
    clearInterval(timer);
  }, LOOK_EVERY_MS);
  timer.unref();
}
