import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import type { RunOrigin } from '../../contract/runs/origin.ts';
import { ciOrigin } from './ci-hosts.ts';
import { gitUser } from './git-user.ts';

const run = promisify(execFile);

/** Of a repository so large, or on a disk so slow, that git takes longer, it is not known. */
const PATIENCE_MS = 5_000;

/** Who has a run made, of what, and where, as far as the environment and git tell of a folder. */
export async function runOrigin(
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<RunOrigin> {
  const ci = ciOrigin(env);
  const [tree, by] = await Promise.all([treeOf(folder), ci === null ? gitUser(folder) : ci.by]);
  // What is checked out was tested; a CI may mean the commit that it is to merge.
  const commit = tree?.commit ?? ci?.commit ?? null;
  const host = ci?.host ?? machine(env);
  return { by, commit, dirty: tree?.dirty ?? null, link: ci?.link ?? null, host };
}

/**
 * The commit of a folder, and whether files that git knows differ from it: what it does not know may be the runs themselves.
 * Null without git, a repository or a commit.
 * https://git-scm.com/docs/git-status#_porcelain_format_version_2
 */
async function treeOf(folder: string): Promise<{ readonly commit: string; readonly dirty: boolean } | null> {
  const args = ['--no-optional-locks', 'status', '--porcelain=v2', '--branch', '--untracked-files=no'];
  const text = await run('git', args, { cwd: folder, timeout: PATIENCE_MS, maxBuffer: 1 << 26 }).then(
    ({ stdout }) => stdout,
    () => '',
  );
  const lines = text.split('\n').filter((line) => line !== '');
  const commit = /^# branch\.oid ([0-9a-f]+)$/m.exec(text)?.[1];
  return commit === undefined ? null : { commit, dirty: lines.some((line) => !line.startsWith('#')) };
}

/** What container runtimes leave in a container: Docker, Podman, Kubernetes. */
function machine(env: Readonly<Record<string, string | undefined>>): RunOrigin['host'] {
  const isContainer =
    existsSync('/.dockerenv') ||
    existsSync('/run/.containerenv') ||
    env['KUBERNETES_SERVICE_HOST'] !== undefined;
  return { kind: isContainer ? 'container' : 'machine', name: null };
}
