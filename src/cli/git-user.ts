import { execFile } from 'node:child_process';
import { hostname, userInfo } from 'node:os';
import { promisify } from 'node:util';
import { InputError, problem } from '../contract/problem.ts';

const run = promisify(execFile);

async function setting(name: string, cwd: string): Promise<string> {
  return run('git', ['config', '--get', name], { cwd }).then(
    ({ stdout }) => stdout.trim(),
    // No git, or nothing set.
    () => '',
  );
}

/** Who writes into a ledger: whoever is named, else git's user of a folder, else the user of this machine. */
export async function nameWriter(by: string | undefined, folder: string): Promise<string> {
  const named = by?.trim() ?? '';
  if (named !== '') return named;
  return (await gitUser(folder)) ?? `${userInfo().username}@${hostname()}`;
}

/** Null where none is set. */
export async function gitUser(folder: string): Promise<string | null> {
  const [name, email] = await Promise.all([setting('user.name', folder), setting('user.email', folder)]);
  const user = email === '' ? name : `${name} <${email}>`.trim();
  return user === '' ? null : user;
}

/** Who answers for `what`: whoever is named, else git's user of a folder. Throws InputError when it is nobody. */
export async function nameUser(by: string | undefined, folder: string, what: string): Promise<string> {
  const named = by?.trim() ?? '';
  if (named !== '') return named;
  const user = await gitUser(folder);
  if (user !== null) return user;
  const mend = "add --by 'Your Name', or set git's user.name";
  throw new InputError([problem(`nobody answers for ${what}`, mend)]);
}
