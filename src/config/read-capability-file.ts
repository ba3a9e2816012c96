import { sealedCapabilityFileSchema, type CapabilityFile } from '../contract/probe/capability-file.ts';
import { InputError } from '../contract/problem.ts';
import { checkFormat } from '../files/check-format.ts';
import { openYaml } from '../files/open-yaml.ts';
import { placeProblems } from '../files/place-problems.ts';
import { MAX_BYTES } from '../files/read-bounded.ts';
import { problemAt } from '../files/problem-at.ts';
import { readText } from '../files/read-text.ts';
import { openSealed } from './seal-capabilities.ts';

const NOUN = 'the capability file';
const MEND = '`npx llama-contract probe TARGET` writes one';

/** Reads what `probe` wrote, JSON or YAML. Throws InputError with all that is wrong with it, and where it was changed. */
export async function readCapabilityFile(path: string): Promise<CapabilityFile> {
  const named = { file: path, noun: NOUN, mend: MEND };
  const text = await readText(path, named, { maxBytes: MAX_BYTES.config, within: null });
  const opened = await openYaml(path, NOUN, text);
  if ('problems' in opened) throw new InputError(opened.problems);
  const checked = checkFormat(opened.source, sealedCapabilityFileSchema);
  const file = 'value' in checked ? openSealed(checked.value) : null;
  if (file !== null) return file;
  const changed = problemAt(['digest'], 'what stands in it is not what `probe` wrote: it was changed', {
    mend: 'restore it, or put it away and probe again',
  });
  throw new InputError(await placeProblems(opened.source, 'value' in checked ? [changed] : checked.problems));
}
