import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { runInNewContext } from 'node:vm';

/** What an expression gives after a program, as JSON has it; TypeScript is JavaScript when its types are gone. */
export function evaluate(code: string, expression: string): unknown {
  const sandbox = { Intl, queueMicrotask };
  const value: unknown = runInNewContext(`${stripTypeScriptTypes(code)}\n;(${expression})`, sandbox);
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

/** What a promise of a program comes to. */
export async function evaluateLater(code: string, expression: string): Promise<unknown> {
  const value: unknown = runInNewContext(`${code}\n;(${expression})`, {});
  return value;
}

/** How a program ended. */
export interface Printed {
  readonly stdout: readonly string[];
  readonly exitCode: number | null;
  readonly stderr: string;
}

/** Lines without the last line break; none for an empty output. */
function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

export function runProgram(
  file: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly input?: string } = {},
): Printed {
  const env = { ...process.env, LC_ALL: 'C.UTF-8', GIT_CONFIG_GLOBAL: '/dev/null' };
  const { status, stdout, stderr, error } = spawnSync(file, args, { encoding: 'utf8', env, ...options });
  if (error !== undefined) throw error;
  return { stdout: linesOf(stdout), exitCode: status, stderr };
}

export function isInstalled(file: string, argument = '--version'): boolean {
  return spawnSync(file, [argument]).status === 0;
}

/** Runs work in a new folder that holds just these files. */
export function inFolder<T>(files: Readonly<Record<string, string>>, work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'approved-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The rows of a query as lists, on a new SQLite database. `values` stand for its parameters. */
export function queryRows(
  setup: string,
  sql: string,
  values: readonly (string | number)[] = [],
): readonly (readonly unknown[])[] {
  const database = new DatabaseSync(':memory:');
  try {
    database.exec(setup);
    const statement = database.prepare(sql);
    statement.setReturnArrays(true);
    const rows: unknown = statement.all(...values);
    return Array.isArray(rows) ? rows.map((row: unknown) => (Array.isArray(row) ? row : [row])) : [];
  } finally {
    database.close();
  }
}

const DRIVER = `
import contextlib, io, json, sys
out = []
for job in json.load(sys.stdin):
    stdout, error, values, scope = io.StringIO(), None, [], {}
    try:
        with contextlib.redirect_stdout(stdout):
            exec(compile(job["code"], "answer", "exec"), scope)
            values = [eval(each, scope) for each in job["expressions"]]
    except Exception as thrown:
        error = type(thrown).__name__
    out.append({"values": values, "stdout": stdout.getvalue(), "error": error})
json.dump(out, sys.stdout)
`;

export interface PythonJob {
  readonly code: string;
  readonly expressions: readonly string[];
}

export interface PythonResult {
  readonly values: readonly unknown[];
  readonly stdout: readonly string[];
  readonly error: string | null;
}

/** Runs programs one after the other in one process, each with names of its own; what they print comes as lines. */
export function runPython(jobs: readonly PythonJob[]): readonly PythonResult[] {
  const { status, stdout, stderr } = spawnSync('python3', ['-c', DRIVER], {
    input: JSON.stringify(jobs),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  const results: { values: unknown[]; stdout: string; error: string | null }[] = JSON.parse(stdout);
  return results.map(({ values, stdout: printed, error }) => ({ values, stdout: linesOf(printed), error }));
}
