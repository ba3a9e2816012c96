import { constants } from 'node:fs';
import { access, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { endpointOf, otherEndpoint } from '../../config/endpoint-of.ts';
import { readCapabilityFile } from '../../config/read-capability-file.ts';
import { sealCapabilities } from '../../config/seal-capabilities.ts';
import type { CapabilityFile } from '../../contract/probe/capability-file.ts';
import type { CapabilityChange } from '../../contract/outputs/probe-output.ts';
import { InputError, problem, type Problem } from '../../contract/problem.ts';
import { changesBetween } from '../../gates/fingerprint.ts';
import { diffCapabilities } from '../../probe/diff-capabilities.ts';
import { orProblem } from '../../store/disk/input-output-problem.ts';
import { makeFolder } from '../../store/disk/make-folder.ts';
import { writeAtomically } from '../../store/disk/write-atomically.ts';
import type { ProbePlan } from './plan-probe.ts';

/** Where what is found goes, what it is held against, and what it goes on with. */
export interface KeptCapabilities {
  readonly folder: string;
  /** Null where nothing is to be compared. */
  readonly before: CapabilityFile | null;
  /** What is gone on with, by target. */
  readonly earlier: ReadonlyMap<string, CapabilityFile>;
  /** What is there, by target: parts that are not asked for stay as they are. */
  readonly standing: ReadonlyMap<string, CapabilityFile>;
}

interface Kept {
  readonly folder: string;
  readonly diff: string | null;
  /** Whether what earlier probes settled is taken from their files. */
  readonly resume: boolean;
}

/**
 * Looks at what is there before anything is asked. Throws InputError where a simulator's file would take the place of a live
 * one, and where what is to be compared or gone on with is of another endpoint, or of another source.
 */
export async function openCapabilities(
  { targets, source }: Pick<ProbePlan, 'targets'> & { readonly source: CapabilityFile['source'] },
  { folder, diff, resume }: Kept,
): Promise<KeptCapabilities> {
  const before = diff === null ? null : await readCapabilityFile(diff);
  const problems = before === null || diff === null ? [] : strangerTo(before, diff, targets);
  const earlier = new Map<string, CapabilityFile>();
  const standing = new Map<string, CapabilityFile>();
  for (const target of targets) {
    const { id } = target;
    const whole = capabilityFile(folder, id);
    const there = (await isThere(whole)) ? await readCapabilityFile(whole) : null;
    if (there?.source === 'live' && source === 'simulate') {
      const message = 'it was found live, and the simulator would take its place';
      problems.push({ ...problem(message, 'name another folder with -o'), file: whole });
    }
    const isOwn = there !== null && otherEndpoint(there.endpoint, endpointOf(target)) === null;
    if (isOwn && there.source === source) standing.set(id, there);
    if (!resume) continue;
    const part = partOf(folder, id);
    const isPart = await isThere(part);
    const found = isPart ? await readCapabilityFile(part) : there;
    if (found === null) continue;
    const file = isPart ? part : whole;
    problems.push(...strangerTo(found, file, targets));
    if (found.source === source) earlier.set(id, found);
    else problems.push({ ...problem(`it is of the source ${found.source}, not ${source}`, ANEW), file });
  }
  if (resume && earlier.size === 0 && problems.length === 0) {
    problems.push(problem(`there is nothing in ${folder} to go on with`, 'probe without --resume'));
  }
  if (problems.length > 0) throw new InputError(problems);
  return { folder, before, earlier, standing };
}

const ANEW = 'use a file of the same endpoint, or begin anew';

function strangerTo({ endpoint }: CapabilityFile, file: string, targets: ProbePlan['targets']): Problem[] {
  const own = targets.find(({ id }) => id === endpoint.target);
  const apart =
    own === undefined
      ? `its target is ${endpoint.target}, which is not probed`
      : otherEndpoint(endpoint, endpointOf(own));
  if (apart === null) return [];
  return [{ ...problem(`the capability file is of another endpoint: ${apart}`, ANEW), file }];
}

/** Where what was found of a target stands. */
export const capabilityFile = (folder: string, target: string): string => join(folder, `${target}.json`);
/** Of a probe that was interrupted: it takes the place of no whole one. */
const partOf = (folder: string, target: string): string => join(folder, `${target}.part.json`);

function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

/** Makes the folder before anything is asked. Throws InputError where it cannot be written. */
export async function prepareFolder(folder: string): Promise<void> {
  await orProblem(folder, CANNOT, makeFolder(folder));
  await orProblem(folder, CANNOT, access(folder, constants.W_OK));
}

const CANNOT = 'cannot be written';

/**
 * Writes a file for each target; gives their paths. What stands is replaced by none that an outage cut short. Throws InputError
 * where one cannot be written.
 */
export async function keepCapabilities(
  found: readonly CapabilityFile[],
  folder: string,
  isWhole: boolean,
  standing: Pick<ReadonlySet<string>, 'has'>,
): Promise<readonly string[]> {
  const files: string[] = [];
  for (const file of found) {
    const { target } = file.endpoint;
    const takesPlace = isWhole && !(standing.has(target) && isSilent(file));
    const path = takesPlace ? capabilityFile(folder, target) : partOf(folder, target);
    await orProblem(
      path,
      CANNOT,
      writeAtomically(path, `${JSON.stringify(sealCapabilities(file), null, 2)}\n`),
    );
    if (takesPlace) await rm(partOf(folder, target), { force: true });
    files.push(path);
  }
  return files;
}

/** Nobody answered: to a part of it as a whole, or before its end. */
function isSilent({ bits, output, context }: CapabilityFile): boolean {
  return (
    (bits.some(({ ground }) => ground === 'no-answer') &&
      bits.every(({ verdict }) => verdict === 'unknown')) ||
    [output?.end, context?.end].includes('no-answer')
  );
}

/** What is otherwise than it was, in what the endpoint does and in how it answers. */
export function compareCapabilities(
  found: readonly CapabilityFile[],
  { before }: Pick<KeptCapabilities, 'before'>,
): readonly CapabilityChange[] | null {
  const after = found.find(({ endpoint }) => endpoint.target === before?.endpoint.target);
  return before === null || after === undefined ? null : changesSince(before, after);
}

/** What is known of an endpoint otherwise than it was. */
export function changesSince(before: CapabilityFile, after: CapabilityFile): readonly CapabilityChange[] {
  const { target } = after.endpoint;
  const manners = changesBetween(before.fingerprint, after.fingerprint).map((change): CapabilityChange => ({
    target,
    what: change.place,
    before: change.before.join(' or '),
    after: change.after.join(' or '),
  }));
  return [...diffCapabilities(before, after), ...manners];
}
