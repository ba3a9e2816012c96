import { open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Ledger, LedgerBody, Moment } from '../../contract/rollout/ledger.ts';
import { InputError, problem } from '../../contract/problem.ts';
import type { Clock } from '../../contract/world.ts';
import { holdPatiently } from '../run/hold-patiently.ts';
import type { HoldWorld } from '../run/hold-run.ts';
import { codeOf, orProblem } from '../disk/input-output-problem.ts';
import { makeFolder } from '../disk/make-folder.ts';
import { writeAtomically } from '../disk/write-atomically.ts';
import { extendLedger } from './extend-ledger.ts';
import { ledgerFile } from './ledger-file.ts';
import { parseLedger, readLedger } from './read-ledger.ts';

export interface LedgerWorld extends HoldWorld {
  readonly clock: Clock;
  moment(): Moment;
}

/** What is added to a ledger, all or nothing, and what whoever decided it wants to know. */
export interface LedgerChange<Result> {
  readonly add: readonly LedgerBody[];
  readonly result: Result;
}

/** Each time somebody else added an entry in between. */
const MOST_TRIES = 20;

/**
 * Adds to a migration's ledger what `decide` makes of it as it stands; it is called again when somebody added an entry
 * meanwhile, so nothing is decided on what is no more, and nobody is kept waiting while it thinks. The whole is written
 * beside and renamed over: a process that is killed leaves the ledger as it was, or with all that it added.
 */
export async function changeLedger<Result>(
  place: { readonly root: string; readonly migration: string; readonly by: string },
  world: LedgerWorld,
  decide: (ledger: Ledger | null) => LedgerChange<Result> | Promise<LedgerChange<Result>>,
): Promise<{ readonly ledger: Ledger | null; readonly result: Result }> {
  const { root, migration } = place;
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    const before = await readLedger(root, migration);
    const { add, result } = await decide(before);
    if (add.length === 0) return { ledger: before, result };
    const ledger = await addTo(before, add, place, world);
    if (ledger !== null) return { ledger, result };
  }
  const message = `others kept adding to ${ledgerFile(migration)}`;
  throw new InputError([problem(message, 'nothing was added: give the command again')]);
}

/** Null when the ledger is no longer what it was. */
async function addTo(
  before: Ledger | null,
  add: readonly LedgerBody[],
  { root, migration, by }: { readonly root: string; readonly migration: string; readonly by: string },
  world: LedgerWorld,
): Promise<Ledger | null> {
  const file = ledgerFile(migration);
  const path = join(root, file);
  await orProblem(dirname(path), 'cannot be made', makeFolder(dirname(path)));
  const held = await holdPatiently(path, `${path}.lock`, world);
  try {
    const text = await orProblem(path, 'cannot be read', textOrEmpty(path));
    const now = text === '' ? null : parseLedger(file, text);
    if (now?.head !== before?.head) return null;
    const end = { count: now?.entries.length ?? 0, head: now?.head ?? null };
    const after = text + extendLedger(end, add, { by, moment: world.moment() }).lines;
    // Read as anybody will read it, before it is what they read.
    const ledger = parseLedger(file, after);
    await orProblem(path, 'cannot be written', replace(path, after));
    return ledger;
  } finally {
    await held.release();
  }
}

async function textOrEmpty(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return '';
    throw error;
  });
}

/** The name is with the disk too, so that what was added outlives a power failure. */
async function replace(path: string, content: string): Promise<void> {
  await writeAtomically(path, content);
  const folder = await open(dirname(path), 'r').catch(() => null);
  // Some systems open no folders, or cannot flush them: then nothing more can be done.
  await folder?.sync().catch(() => {});
  await folder?.close();
}
