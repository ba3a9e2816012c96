import { InputError, problem, type Problem } from '../../contract/problem.ts';
import { counterexampleSchema, type Counterexample } from '../../fuzz/counterexample.ts';
import { GATEWAY_PROPERTIES } from '../../fuzz/gateway-properties.ts';
import type { Property } from '../../fuzz/property.ts';
import { PROPERTIES } from '../../fuzz/registry.ts';
import type { Replayed } from '../../fuzz/render-fuzz.ts';
import type { Stage } from '../../fuzz/stage.ts';
import { parseOrUndefined } from '../../json/read.ts';
import { readCounterexamples, type CounterexampleFile } from '../../store/counterexamples.ts';

interface Saved {
  readonly name: string;
  readonly counterexample: Counterexample;
}

const KNOWN: readonly Property[] = [...PROPERTIES, ...GATEWAY_PROPERTIES];

/**
 * Tries every saved counterexample of these properties again: those of gateways need one, the others none. Throws
 * InputError for files that are no counterexample of any property.
 */
export async function replayCounterexamples(
  folder: string,
  stage: Stage,
  properties: readonly Property[],
): Promise<readonly Replayed[]> {
  const problems: Problem[] = [];
  const saved = (await readCounterexamples(folder)).flatMap((file): Saved[] => {
    const read = parse(file, `${folder}/${file.name}.json`);
    if ('message' in read) problems.push(read);
    return 'message' in read ? [] : [{ name: file.name, counterexample: read }];
  });
  const replayed: Replayed[] = [];
  for (const { name, counterexample } of saved) {
    const { property: law, example } = counterexample;
    const property = KNOWN.find(({ name }) => name === law);
    if (property !== undefined && !properties.includes(property)) continue;
    const judged = (await property?.replay(stage, example)) ?? null;
    if (judged === null) {
      problems.push(strange(`${folder}/${name}.json`, `the property "${law}" does not know such a case`));
      continue;
    }
    const status = judged.failure === null ? 'FIXED' : 'FAILED';
    replayed.push({ name, property: law, status, failure: judged.failure, sides: judged.sides });
  }
  if (problems.length > 0) throw new InputError(problems);
  return replayed;
}

function parse({ text }: CounterexampleFile, path: string): Counterexample | Problem {
  const value = parseOrUndefined(text);
  if (value === undefined) return strange(path, 'it is no JSON');
  const parsed = counterexampleSchema.safeParse(value);
  return parsed.success
    ? parsed.data
    : strange(path, parsed.error.issues.map(({ message }) => message).join('; '));
}

function strange(file: string, why: string): Problem {
  return { ...problem(`this is no counterexample of fuzz: ${why}`, 'remove the file, or restore it'), file };
}
