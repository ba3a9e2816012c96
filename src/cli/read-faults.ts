import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { explainIssue } from '../config/problems/explain-issue.ts';
import { parseYaml } from '../config/source/parse-yaml.ts';
import { placeProblems } from '../config/problems/place-problems.ts';
import { faultsFileSchema, type Fault } from '../contract/fault.ts';
import { InputError, problem } from '../contract/problem.ts';
import { isRecord } from '../json/read.ts';

const MEND = '`llama-contract config schema faults` prints what a faults file may say';

/** A faults file, YAML or JSON. Throws InputError with everything that is wrong in it, each in its place. */
export async function readFaults(path: string): Promise<readonly Fault[]> {
  const source = await parseYaml(path, await readText(path));
  const parsed = faultsFileSchema.safeParse(source.value);
  if (parsed.success) return parsed.data.faults;
  if (!isRecord(source.value)) {
    const refused = problem('a faults file is a map with the key faults, which holds a list', MEND);
    throw new InputError([{ ...refused, file: path }]);
  }
  const schema = z.toJSONSchema(faultsFileSchema, { target: 'draft-7', io: 'input' });
  const complaints = parsed.error.issues.flatMap((issue) => explainIssue(issue, source.value, schema));
  const problems = await placeProblems(source, complaints, []);
  throw new InputError(problems.map((found) => ({ ...found, mend: found.mend ?? MEND })));
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    const why = code === 'ENOENT' || code === 'ENOTDIR' ? 'there is no such file' : String(code);
    throw new InputError([
      problem(`the faults file ${path} cannot be read: ${why}`, 'check the path given to --faults'),
    ]);
  }
}
