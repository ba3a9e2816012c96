import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { endpointOf, otherEndpoint } from '../config/endpoint-of.ts';
import { readCapabilityFile } from '../config/read-capability-file.ts';
import type { CapabilityFile } from '../contract/capability-file.ts';
import type { CapabilityChange } from '../contract/outputs/probe-output.ts';
import { InputError, problem, type Problem } from '../contract/problem.ts';
import { changesBetween } from '../gates/fingerprint.ts';
import { diffCapabilities } from '../probe/diff-capabilities.ts';
import { makeFolder } from '../store/make-folder.ts';
import { writeAtomically } from '../store/write-atomically.ts';
import type { ProbePlan } from './plan-probe.ts';

/** Where what is found goes, and what it is held against. */
export interface KeptCapabilities {
  readonly folder: string;
  /** Null where nothing is to be compared. */
  readonly before: CapabilityFile | null;
}

/**
 * Looks at what is there before anything is asked. Throws InputError where a simulator's file would take the place of a live
 * one, and where what is to be compared is of another endpoint.
 */
export async function openCapabilities(
  { targets, source }: ProbePlan & { readonly source: CapabilityFile['source'] },
  { folder, diff }: { readonly folder: string; readonly diff: string | null },
): Promise<KeptCapabilities> {
  const before = diff === null ? null : await readCapabilityFile(diff);
  const problems: Problem[] = [];
  if (diff !== null && before !== null) {
    const own = targets.find(({ id }) => id === before.endpoint.target);
    const apart =
      own === undefined
        ? `its target is ${before.endpoint.target}, which is not probed`
        : otherEndpoint(before.endpoint, endpointOf(own));
    const mend = 'compare with a file of the same endpoint, or probe without --diff';
    if (apart !== null) {
      problems.push({ ...problem(`the capability file is of another endpoint: ${apart}`, mend), file: diff });
    }
  }
  for (const { id } of source === 'simulate' ? targets : []) {
    const file = fileOf(folder, id);
    const isThere = await stat(file).then(
      () => true,
      () => false,
    );
    if (!isThere || (await readCapabilityFile(file)).source !== 'live') continue;
    const message = 'it was found live, and the simulator would take its place';
    problems.push({ ...problem(message, 'name another folder with -o'), file });
  }
  if (problems.length > 0) throw new InputError(problems);
  return { folder, before };
}

const fileOf = (folder: string, target: string): string => join(folder, `${target}.json`);

/** Writes a file for each target; gives their paths. */
export async function keepCapabilities(
  found: readonly CapabilityFile[],
  { folder }: KeptCapabilities,
): Promise<readonly string[]> {
  await makeFolder(folder);
  const files: string[] = [];
  for (const file of found) {
    const path = fileOf(folder, file.endpoint.target);
    await writeAtomically(path, `${JSON.stringify(file, null, 2)}\n`);
    files.push(path);
  }
  return files;
}

/** What is otherwise than it was, in what the endpoint does and in how it answers. */
export function compareCapabilities(
  found: readonly CapabilityFile[],
  { before }: KeptCapabilities,
): readonly CapabilityChange[] | null {
  const after = found.find(({ endpoint }) => endpoint.target === before?.endpoint.target);
  if (before === null || after === undefined) return null;
  const { target } = after.endpoint;
  const manners = changesBetween(before.fingerprint, after.fingerprint).map((change): CapabilityChange => ({
    target,
    what: change.place,
    before: change.before.join(' or '),
    after: change.after.join(' or '),
  }));
  return [...diffCapabilities(before, after), ...manners];
}
