import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, it } from 'vitest';
import { readBounded } from '../../src/files/read-bounded.ts';

/** A project, and what lies beside it. */
async function places(): Promise<{ readonly root: string; readonly outside: string }> {
  const parent = await mkdtemp(join(tmpdir(), 'bounded-'));
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
  const root = join(parent, 'project');
  const outside = join(parent, 'project-not');
  await mkdir(join(root, 'sub'), { recursive: true });
  await mkdir(outside);
  await writeFile(join(root, 'sub/own.txt'), 'own');
  await writeFile(join(outside, 'secret.txt'), 'secret');
  return { root, outside };
}

interface Row {
  readonly name: string;
  readonly lay: (at: string, outside: string) => unknown;
  readonly why: RegExp;
}

const NO_FILE = /^it is not a regular file$/;
const OUTSIDE = /^leaves the project$/;

const REFUSED: readonly Row[] = [
  { name: 'a link to /etc/passwd', lay: (at) => symlink('/etc/passwd', at), why: OUTSIDE },
  { name: 'a link to /proc/self/environ', lay: (at) => symlink('/proc/self/environ', at), why: OUTSIDE },
  {
    name: 'a link to a file beside',
    lay: (at, outside) => symlink(join(outside, 'secret.txt'), at),
    why: OUTSIDE,
  },
  {
    name: 'a link through the link of a folder',
    lay: (at, outside) => symlink(`${outside}/../project-not/secret.txt`, at),
    why: OUTSIDE,
  },
  { name: 'a link to /dev/zero', lay: (at) => symlink('/dev/zero', at), why: NO_FILE },
  { name: 'a link to a terminal or pipe of our own', lay: (at) => symlink('/proc/self/fd/0', at), why: /./ },
  { name: 'a pipe', lay: (at) => execFileSync('sh', ['-c', 'mkfifo "$0"', at]), why: NO_FILE },
  { name: 'a folder', lay: (at) => mkdir(at), why: /^it is a folder$/ },
  {
    name: 'a file of a terabyte without a byte in it',
    lay: async (at) => {
      await writeFile(at, '');
      await truncate(at, 2 ** 40);
    },
    why: /^has more than 1000 bytes$/,
  },
];

describe('a file that a project names', () => {
  it.each(REFUSED)(
    'is refused, and waited for and read through by nobody, where it is $name',
    async ({ lay, why }) => {
      const { root, outside } = await places();
      const at = join(root, 'named.txt');
      await lay(at, outside);
      await expect(readBounded(at, { maxBytes: 1000, within: root })).rejects.toThrow(why);
    },
  );

  it('may be a link to another one of the project, whose own folder may be a link too', async () => {
    const { root, outside } = await places();
    await symlink('sub/own.txt', join(root, 'named.txt'));
    await symlink(root, join(outside, 'project'));
    for (const within of [root, join(outside, 'project')]) {
      const bytes = await readBounded(join(within, 'named.txt'), { maxBytes: 1000, within });
      expect(bytes.toString()).toBe('own');
    }
  });

  it('may have as many bytes as it may, and not one more', async () => {
    const { root } = await places();
    await writeFile(join(root, 'a'), 'x'.repeat(1000));
    await writeFile(join(root, 'b'), 'x'.repeat(1001));
    expect(await readBounded(join(root, 'a'), { maxBytes: 1000, within: root })).toHaveLength(1000);
    await expect(readBounded(join(root, 'b'), { maxBytes: 1000, within: root })).rejects.toThrow(
      'more than 1000',
    );
  });

  it('has no more bytes than it may where it says that it is empty', async () => {
    await expect(readBounded('/proc/self/status', { maxBytes: 100, within: null })).rejects.toThrow(
      'more than 100',
    );
  });
});
