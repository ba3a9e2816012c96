import type { Golden } from '../../contract/prompt.ts';
import { parseOutput, type OutputJson } from '../output-json.ts';
import { createReference, type Reference } from './compare-structure.ts';

const outputs = new WeakMap<Golden, OutputJson>();
const references = new WeakMap<Golden, Reference>();

/** The golden's text read as JSON, once for all exchanges held against it. */
export function goldenOutput(golden: Golden): OutputJson {
  const known = outputs.get(golden);
  if (known !== undefined) return known;
  const output = parseOutput(golden.answer.text);
  outputs.set(golden, output);
  return output;
}

/** The golden's structure; null when its text is not JSON. */
export function goldenReference(golden: Golden): Reference | null {
  const known = references.get(golden);
  if (known !== undefined) return known;
  const { strict, tooDeep } = goldenOutput(golden);
  if (!strict.ok || tooDeep) return null;
  const reference = createReference(strict.value);
  references.set(golden, reference);
  return reference;
}
