import type { OutputCap } from '../../contract/probe/capability-file.ts';
import { nextOutput, outputTrial, readOutput, type OutputStep } from '../../probe/search-output.ts';
import type { Prober } from './open-prober.ts';

/** How much output is given of what is asked for. */
export async function probeOutput(prober: Prober): Promise<OutputCap> {
  const steps: OutputStep[] = [];
  const declared = prober.connected.target.model.maxOutputTokens;
  for (;;) {
    const requested = nextOutput(steps, declared);
    if (requested === null) return readOutput(steps, true);
    const answer = await prober.ask('output-cap', steps.length + 1, outputTrial(requested));
    if (answer === null) return readOutput(steps, false);
    steps.push({ requested, answer });
  }
}
