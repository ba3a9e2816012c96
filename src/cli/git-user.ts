import { execFile } from 'node:child_process';
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

/** Who answers for `what`: whoever is named, else git's user of a folder. Throws InputError when it is nobody. */
export async function nameUser(by: string | undefined, folder: string, what: string): Promise<string> {
  const named = by?.trim() ?? '';
  if (named !== '') return named;
  const [name, email] = await Promise.all([setting('user.name', folder), setting('user.email', folder)]);
  const user = email === '' ? name : `${name} <${email}>`.trim();
  if (user !== '') return user;
  const mend = "add --by 'Your Name', or set git's user.name";
  throw new InputError([problem(`nobody answers for ${what}`, mend)]);
}
