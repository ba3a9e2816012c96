import { hash } from 'node:crypto';
import { link, readFile, unlink, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { InputError, problem } from '../../contract/problem.ts';
import type { Clock, ProcessMark, Processes } from '../../contract/world.ts';
import { parseOrUndefined } from '../../json/read.ts';
import { codeOf, orProblem } from '../disk/input-output-problem.ts';
import { runFile } from './layout.ts';

const lockSchema = z.object({
  host: z.string(),
  machine: z.string().nullable(),
  boot: z.string().nullable(),
  space: z.string().nullable(),
  pid: z.int().positive(),
  started: z.string().nullable(),
  /** ISO 8601, UTC. */
  at: z.string(),
});

/** A run folder that is ours alone to write. */
export interface HeldRun {
  /** Leaves the lock of anybody else where it stands. */
  release(): Promise<void>;
}

export interface HoldWorld {
  readonly processes: Processes;
  readonly clock: Pick<Clock, 'wallMs'>;
}

interface Link {
  readonly path: string;
  readonly text: string;
}

/**
 * Makes this process the one writer of a run folder. Throws InputError that names the writer when there is one, or when
 * nobody can say from here whether there still is.
 *
 * The lock is a chain: who follows a dead holder makes a file that is named after the dead one's lock, and the end of
 * the chain is the holder. A lock is made whole or not at all and never replaced, so that of all who find one dead
 * exactly one follows it, whenever and however slowly they come.
 */
export function holdRun(folder: string, world: HoldWorld): Promise<HeldRun> {
  return holdFolder(folder, runFile(folder, 'lock'), world);
}

/** The same for any folder: `lock` is the path of the file that says who writes in it. */
export async function holdFolder(
  folder: string,
  lock: string,
  { processes, clock }: HoldWorld,
): Promise<HeldRun> {
  const at = new Date(clock.wallMs()).toISOString();
  const text = `${JSON.stringify({ ...processes.self(), at })}\n`;
  return orProblem(folder, 'cannot be locked', hold());

  async function hold(): Promise<HeldRun> {
    for (;;) {
      const chain = await readChain(lock);
      const last = chain.at(-1);
      if (last !== undefined) refuseLiving(folder, last, processes);
      const own = last === undefined ? lock : successorOf(lock, last);
      if (!(await create(own, text, processes.self()))) continue;
      // What was followed may have been released meanwhile, and its place taken: then this leads nowhere.
      if (isOwn(await readChain(lock), own, text)) return { release: () => release(lock, own, text) };
      await unlink(own);
    }
  }
}

/** From its start to its end, so that at no time an older lock is the end. */
async function release(lock: string, own: string, text: string): Promise<void> {
  const chain = await readChain(lock);
  if (!isOwn(chain, own, text)) return;
  for (const { path } of chain) await unlink(path).catch(() => {});
}

function isOwn(chain: readonly Link[], own: string, text: string): boolean {
  const last = chain.at(-1);
  return last?.path === own && last.text === text;
}

async function readChain(lock: string): Promise<readonly Link[]> {
  const chain: Link[] = [];
  let path = lock;
  for (;;) {
    const text = await readOrNull(path);
    if (text === null) return chain;
    chain.push({ path, text });
    path = successorOf(lock, { path, text });
  }
}

function successorOf(lock: string, { path, text }: Link): string {
  return `${lock}.${hash('sha256', `${path}\n${text}`).slice(0, 16)}`;
}

async function readOrNull(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Where a file system has no second names for files, the content comes a moment after the file. */
const NO_LINKS: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/** Between the name of a lock and whose draft of it a file is. */
const DRAFT = '.draft-';

export function isDraft(name: string): boolean {
  return name.includes(DRAFT);
}

/** False when it is to be tried again: it is there already, or its draft is not. */
async function create(path: string, text: string, { pid, started }: ProcessMark): Promise<boolean> {
  const draft = `${path}${DRAFT}${pid}-${started ?? ''}`;
  try {
    await writeFile(draft, text, { flush: true });
    return await place(draft, path, text);
  } finally {
    await unlink(draft).catch(() => {});
  }
}

async function place(draft: string, path: string, text: string): Promise<boolean> {
  try {
    await link(draft, path).catch((error: unknown) => {
      if (!NO_LINKS.has(codeOf(error))) throw error;
      return writeFile(path, text, { flag: 'wx', flush: true });
    });
    return true;
  } catch (error) {
    // Another call of this process removed the draft that they share, or who makes the folder anew took it for a dead one's.
    if (codeOf(error) === 'EEXIST' || codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Whether somebody writes a run, or nobody can say from here that nobody does. */
export async function isHeld(folder: string, processes: Processes): Promise<boolean> {
  const last = (await readChain(runFile(folder, 'lock'))).at(-1);
  if (last === undefined) return false;
  try {
    refuseLiving(folder, last, processes);
    return false;
  } catch (error) {
    if (error instanceof InputError) return true;
    throw error;
  }
}

function refuseLiving(folder: string, { path, text }: Link, processes: Processes): void {
  const read = lockSchema.safeParse(parseOrUndefined(text));
  const remove = `if no process writes it any more, remove ${path} and try again`;
  if (!read.success) throw refused(folder, 'somebody whose lock cannot be read', remove);
  const { at, ...mark } = read.data;
  if (processes.isGone(mark)) return;
  const { host, machine, space } = processes.self();
  const isHere = mark.host === host && mark.machine === machine && mark.space === space;
  const holder = `process ${mark.pid} on ${mark.host}, since ${at}`;
  throw refused(folder, holder, isHere ? 'wait until it ends, or stop it' : remove);
}

function refused(folder: string, holder: string, mend: string): InputError {
  return new InputError([problem(`${folder} is being written by ${holder}`, mend)]);
}
