import type { Golden } from '../../contract/prompt.ts';
import { parseOutput } from '../output-json.ts';
import { createReference, type Reference } from './compare-structure.ts';

const references = new WeakMap<Golden, Reference>();

/** The golden's structure, worked out once for all exchanges held against it; null when its text is not JSON. */
export function goldenReference(golden: Golden): Reference | null {
  const known = references.get(golden);
  if (known !== undefined) return known;
  const { strict, tooDeep } = parseOutput(golden.answer.text);
  if (!strict.ok || tooDeep) return null;
  const reference = createReference(strict.value);
  references.set(golden, reference);
  return reference;
}
