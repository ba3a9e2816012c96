import type { DatabaseSync } from 'node:sqlite';
import type { HistoryRun } from '../../contract/runs/history.ts';

/** A history that is open. Whatever it cannot do is thrown as node:sqlite throws it. */
export interface History {
  /** Puts runs in, or in the place of what stood there of them: all or none. */
  put(runs: readonly HistoryRun[]): void;
  /** What was put in, as JSON, the oldest first. Its form is checked by whoever reads it: a run that ends only puts. */
  contents(): readonly string[];
  close(): void;
}

/** Of the table below. */
const VERSION = 1;

/** What another process may need to be done with writing. */
const PATIENCE_MS = 10_000;

/** Opens a history, which is made where none stands. It loads SQLite, so whoever needs no history does not. */
export async function openHistory(file: string): Promise<History> {
  const { DatabaseSync } = await import('node:sqlite');
  const database = new DatabaseSync(file, { timeout: PATIENCE_MS });
  try {
    prepare(database);
  } catch (error) {
    database.close();
    throw error;
  }
  const insert = database.prepare(
    'INSERT OR REPLACE INTO runs (run, started_at, source, verdict, alike, content) VALUES (?, ?, ?, ?, ?, ?)',
  );
  return {
    put: (runs) =>
      within(database, () => {
        for (const each of runs) {
          const { run, startedAt, source, verdict, alike } = each;
          insert.run(run, startedAt, source, verdict, alike, JSON.stringify(each));
        }
      }),
    contents: () =>
      database
        .prepare('SELECT content FROM runs ORDER BY started_at, run')
        .all()
        .map(({ content }) => String(content)),
    close: () => database.close(),
  };
}

/** `content` is a `HistoryRun` as JSON; the other columns stand beside it for whoever asks by SQL. */
const TABLE = `CREATE TABLE IF NOT EXISTS runs (
  run TEXT PRIMARY KEY, started_at TEXT NOT NULL, source TEXT NOT NULL, verdict TEXT NOT NULL,
  alike TEXT NOT NULL, content TEXT NOT NULL
) STRICT`;

function prepare(database: DatabaseSync): void {
  if (versionOf(database) === VERSION) return;
  within(database, () => {
    // Somebody else may have made it meanwhile.
    const version = versionOf(database);
    if (version === VERSION) return;
    if (version !== 0) throw new OtherHistory(`it is of version ${version}, and this reads ${VERSION}`);
    database.exec(TABLE);
    database.exec(`PRAGMA user_version = ${VERSION}`);
  });
}

function versionOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
}

function within(database: DatabaseSync, work: () => void): void {
  // One that begins to read and then writes is refused while another does the same: https://www.sqlite.org/lang_transaction.html
  database.exec('BEGIN IMMEDIATE');
  try {
    work();
    database.exec('COMMIT');
  } catch (error) {
    // SQLite may have done so itself.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

class OtherHistory extends Error {}

/** Results that say that a file is no database, or no whole one: https://www.sqlite.org/rescode.html */
const DAMAGED = new Set([11, 26]);

/** Whether a file has to be made anew before it can be used. */
export function isDamage(error: unknown): boolean {
  if (error instanceof OtherHistory) return true;
  return error instanceof Error && 'errcode' in error && DAMAGED.has(Number(error.errcode) & 0xff);
}
