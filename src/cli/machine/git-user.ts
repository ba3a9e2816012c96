import { execFile } from 'node:child_process';
import { hostname, userInfo } from 'node:os';
import { promisify } from 'node:util';
import { InputError, problem } from '../../contract/problem.ts';

const run = promisify(execFile);

/**
 * The settings of a user that git has for a folder, by their names; of one that is set twice the last counts.
 * https://git-scm.com/docs/git-config#Documentation/git-config.txt---get-regexp
 */
async function userSettings(cwd: string): Promise<ReadonlyMap<string, string>> {
  const text = await run('git', ['config', '-z', '--get-regexp', String.raw`^user\.(name|email)$`], {
    cwd,
  }).then(
    ({ stdout }) => stdout,
    // No git, or nothing set.
    () => '',
  );
  return new Map(
    text.split('\0').map((line): [string, string] => {
      const [name = '', ...value] = line.split('\n');
      return [name, value.join('\n').trim()];
    }),
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
  const settings = await userSettings(folder);
  const [name, email] = [settings.get('user.name') ?? '', settings.get('user.email') ?? ''];
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
