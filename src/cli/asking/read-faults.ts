import { faultsFileSchema, type Fault } from '../../contract/wires/fault.ts';
import { InputError } from '../../contract/problem.ts';
import { checkFormat } from '../../files/check-format.ts';
import { openYaml } from '../../files/open-yaml.ts';
import { placeProblems } from '../../files/place-problems.ts';
import { MAX_BYTES } from '../../files/read-bounded.ts';
import { readText } from '../../files/read-text.ts';

const NOUN = 'the faults file';
const MEND = '`npx llama-contract config schema faults` prints what a faults file may say';

/** A faults file, YAML or JSON. Throws InputError with everything that is wrong in it, each in its place. */
export async function readFaults(path: string): Promise<readonly Fault[]> {
  const named = { file: path, noun: NOUN, mend: 'check the path given to --faults' };
  const text = await readText(path, named, { maxBytes: MAX_BYTES.config, within: null });
  const opened = await openYaml(path, NOUN, text);
  if ('problems' in opened) throw new InputError(opened.problems);
  const checked = checkFormat(opened.source, faultsFileSchema);
  if ('value' in checked) return checked.value.faults;
  const problems = await placeProblems(opened.source, checked.problems);
  throw new InputError(problems.map((problem) => ({ ...problem, mend: problem.mend ?? MEND })));
}
