import { counterexampleName } from '../../fuzz/counterexample.ts';
import type { FuzzReport } from '../../fuzz/render-fuzz.ts';
import { writeCounterexample } from '../../store/counterexamples.ts';

/** Keeps what a report found, each in a file of its own; the same case found again is the same file. */
export async function saveCounterexamples({ properties }: FuzzReport, folder: string): Promise<void> {
  for (const { found } of properties) {
    if (found === null) continue;
    const text = `${JSON.stringify(found, null, 2)}\n`;
    await writeCounterexample(folder, { name: counterexampleName(found), text });
  }
}
