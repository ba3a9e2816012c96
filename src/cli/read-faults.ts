import { readFile } from 'node:fs/promises';
import { parseDocument } from 'yaml';
import { faultsFileSchema, type Fault } from '../contract/fault.ts';
import { InputError, problem } from '../contract/problem.ts';

/** A faults file, YAML or JSON. Throws InputError with everything that is wrong in it. */
export async function readFaults(path: string): Promise<readonly Fault[]> {
  const document = parseDocument(await readText(path));
  if (document.errors.length > 0) {
    throw new InputError(document.errors.map((error) => ({ ...problem(error.message), file: path })));
  }
  const parsed = faultsFileSchema.safeParse(document.toJS());
  if (parsed.success) return parsed.data.faults;
  throw new InputError(
    parsed.error.issues.map((issue) => ({
      ...problem(issue.message, '`llama-contract config schema faults` prints what a faults file may say'),
      file: path,
      pointer: `/${issue.path.join('/')}`,
    })),
  );
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new InputError([
      problem(`the faults file cannot be read: ${why}`, 'check the path given to --faults'),
    ]);
  }
}
