import { parentPort } from 'node:worker_threads';
import { createSlowJudge, type SlowValue } from '../../checks/slow-value.ts';

/** The thread that judges what may run for ever: values in, a message for each that is judged. Whoever waits ends it. */
const judge = createSlowJudge();
const tell = (message: unknown): void => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(message);
};
parentPort?.on('message', (values: readonly SlowValue[]) => {
  for (const value of values) tell(judge(value));
});
tell('ready');
