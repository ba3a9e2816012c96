import { constants, getPriority, setPriority } from 'node:os';

/** Gives a thread a tenth of what each of the others gets. https://docs.kernel.org/scheduler/sched-nice-design.html */
const LESS = 10;

/**
 * Has the kernel run the others before this thread, and before those that it starts, where cores are short. It gets enough
 * to come to an end, for nobody may raise it again. Only Linux knows the priority of a thread: elsewhere it would be that
 * of the whole process. Where it may not be lowered the thread runs as the others do.
 * https://man7.org/linux/man-pages/man2/setpriority.2.html (NOTES)
 */
export function yieldToOthers(): void {
  if (process.platform !== 'linux') return;
  try {
    // 0 is the thread that calls.
    setPriority(0, Math.min(constants.priority.PRIORITY_LOW, getPriority(0) + LESS));
  } catch {
    // Then it is as important as all else.
  }
}
