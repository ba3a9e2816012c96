import type { ProbeAnswer } from './bit.ts';

/** What came back, in one line. */
export function showAnswer({ error, losses, response }: ProbeAnswer): string {
  if (error !== null) {
    const status = error.status === null ? '' : ` (status ${error.status})`;
    return `${error.kind}${status}: ${error.message}`;
  }
  if (response === null) return losses.map(({ field, reason }) => `${field}: ${reason}`).join('; ');
  const calls = response.toolCalls.map(({ name, rawArguments }) => `${name}(${rawArguments})`);
  const text = response.text === '' ? [] : [response.text];
  const whole = [...text, ...calls].join(' ');
  return `${response.finishReason?.unified ?? 'no finish reason'}: ${whole === '' ? 'nothing' : whole}`;
}
