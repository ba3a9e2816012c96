import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ciOrigin } from '../../src/cli/machine/ci-hosts.ts';
import { runOrigin } from '../../src/cli/machine/run-origin.ts';
import { originSchema } from '../../src/contract/runs/origin.ts';

const SHA = '0123456789abcdef0123456789abcdef01234567';
const run = promisify(execFile);

const GITHUB = {
  CI: 'true',
  GITHUB_ACTIONS: 'true',
  GITHUB_ACTOR: 'ada',
  GITHUB_SHA: SHA,
  GITHUB_SERVER_URL: 'https://github.example',
  GITHUB_REPOSITORY: 'team/clients',
  GITHUB_RUN_ID: '42',
};

describe('what a CI says of its job', () => {
  it.each([
    [GITHUB, 'GitHub Actions', 'ada', 'https://github.example/team/clients/actions/runs/42'],
    [
      { ...GITHUB, GITHUB_TRIGGERING_ACTOR: 'grace' },
      'GitHub Actions',
      'grace',
      'https://github.example/team/clients/actions/runs/42',
    ],
    [
      {
        GITLAB_CI: 'true',
        GITLAB_USER_LOGIN: 'ada',
        CI_COMMIT_SHA: SHA,
        CI_JOB_URL: 'https://git.example/-/jobs/7',
      },
      'GitLab CI',
      'ada',
      'https://git.example/-/jobs/7',
    ],
    [
      {
        TF_BUILD: 'True',
        BUILD_REQUESTEDFOR: 'Ada L',
        BUILD_SOURCEVERSION: SHA,
        SYSTEM_COLLECTIONURI: 'https://dev.azure.example/org/',
        SYSTEM_TEAMPROJECT: 'My Clients',
        BUILD_BUILDID: '9',
      },
      'Azure Pipelines',
      'Ada L',
      'https://dev.azure.example/org/My%20Clients/_build/results?buildId=9',
    ],
    [
      {
        CIRCLECI: 'true',
        CIRCLE_USERNAME: 'ada',
        CIRCLE_SHA1: SHA,
        CIRCLE_BUILD_URL: 'https://circle.example/1',
      },
      'CircleCI',
      'ada',
      'https://circle.example/1',
    ],
    [
      {
        BUILDKITE: 'true',
        BUILDKITE_BUILD_CREATOR: 'Ada',
        BUILDKITE_COMMIT: SHA,
        BUILDKITE_BUILD_URL: 'https://buildkite.example/o/p/builds/3',
      },
      'Buildkite',
      'Ada',
      'https://buildkite.example/o/p/builds/3',
    ],
    [
      {
        JENKINS_URL: 'https://ci.example/',
        BUILD_USER_ID: 'ada',
        GIT_COMMIT: SHA,
        BUILD_URL: 'https://ci.example/job/x/1/',
      },
      'Jenkins',
      'ada',
      'https://ci.example/job/x/1/',
    ],
  ])('is read from %j', (env, name, by, link) => {
    expect(ciOrigin(env)).toEqual({ by, commit: SHA, link, host: { kind: 'ci', name } });
  });

  it('shows no password of a link, and takes nothing for a link or a commit that is none', () => {
    const jenkins = { JENKINS_URL: 'x', GIT_COMMIT: 'main' };
    expect(ciOrigin({ ...jenkins, BUILD_URL: 'https://ada:hunter2@ci.example/job/1' })?.link).toBe(
      'https://***@ci.example/job/1',
    );
    expect(ciOrigin({ ...jenkins, BUILD_URL: 'javascript:alert(1)' })?.link).toBeNull();
    expect(ciOrigin({ ...jenkins, BUILD_URL: 'no link' })?.link).toBeNull();
    expect(ciOrigin(jenkins)).toMatchObject({ by: null, commit: null, link: null });
  });

  it('is nothing where a mark says no, and a CI without a name where it says CI alone', () => {
    expect(ciOrigin({ CI: 'false', GITHUB_ACTIONS: 'false' })).toBeNull();
    expect(ciOrigin({})).toBeNull();
    expect(ciOrigin({ CI: '1' })?.host).toEqual({ kind: 'ci', name: null });
  });
});

/** A repository with one commit of one file. */
async function repository(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'origin-'));
  const git = (...args: string[]) => run('git', args, { cwd: folder });
  await git('init', '-q');
  await git('config', 'user.name', 'Ada');
  await git('config', 'user.email', 'ada@clients.example');
  await writeFile(join(folder, 'config.yaml'), 'one\n');
  await git('add', '.');
  await git('commit', '-q', '-m', 'one');
  return folder;
}

it("gives git's user, the commit, and whether a file that git knows was changed since", async () => {
  const folder = await repository();
  const { stdout } = await run('git', ['rev-parse', 'HEAD'], { cwd: folder });
  const clean = await runOrigin(folder, {});
  expect(clean).toMatchObject({
    by: 'Ada <ada@clients.example>',
    commit: stdout.trim(),
    dirty: false,
    link: null,
  });
  expect(clean.host.kind).not.toBe('ci');
  await writeFile(join(folder, 'new.txt'), 'git does not know it');
  expect((await runOrigin(folder, {})).dirty).toBe(false);
  await writeFile(join(folder, 'config.yaml'), 'two\n');
  expect((await runOrigin(folder, {})).dirty).toBe(true);
});

it('names the actor of a CI and the commit that is checked out there', async () => {
  const folder = await repository();
  const { stdout } = await run('git', ['rev-parse', 'HEAD'], { cwd: folder });
  const origin = await runOrigin(folder, GITHUB);
  expect(origin).toMatchObject({ by: 'ada', commit: stdout.trim(), dirty: false });
  expect(originSchema.parse(origin)).toEqual(origin);
});

it('knows no commit where there is no repository, and none that was never made', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'origin-'));
  expect(await runOrigin(folder, GITHUB)).toMatchObject({ commit: SHA, dirty: null });
  await run('git', ['init', '-q'], { cwd: folder });
  expect(await runOrigin(folder, {})).toMatchObject({ commit: null, dirty: null });
});
