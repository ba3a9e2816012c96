import type { Timing } from '../contract/timing.ts';
import { milliseconds } from './format.ts';

/** The timing evidence of an exchange, times counted from the sending of its last attempt. */
export function describeTiming(timing: Timing): readonly string[] {
  const { largestStall, chunks, queuedMs } = timing;
  const reached = (
    [
      ['headers', timing.headersMs],
      ['first byte', timing.firstByteMs],
      ['first output', timing.firstOutputMs],
      ['last byte', timing.lastByteMs],
    ] as const
  ).flatMap(([name, ms]) => (ms === null ? [] : [`${name} ${milliseconds(ms)}`]));
  return [
    ...(reached.length === 0 ? [] : [`after sending: ${reached.join(', ')}`]),
    ...(largestStall === null
      ? []
      : [
          `longest silence ${milliseconds(largestStall.ms)} after ${largestStall.afterBytes} bytes, ${chunks} chunks`,
        ]),
    `queued ${milliseconds(queuedMs)} before`,
  ];
}
