import type { RunOrigin } from '../../contract/runs/origin.ts';

type Env = Readonly<Record<string, string | undefined>>;

interface CiHost {
  readonly name: string;
  /** The variable that says so. */
  readonly mark: string;
  /** Who started it, by the first that is set. */
  readonly by: readonly string[];
  readonly commit: string;
  link(env: Env): string | undefined;
}

/** What CI systems say of a job in its environment, each by the names that its documentation gives. */
const HOSTS: readonly CiHost[] = [
  {
    // https://docs.github.com/en/actions/reference/workflows-and-actions/variables#default-environment-variables
    name: 'GitHub Actions',
    mark: 'GITHUB_ACTIONS',
    by: ['GITHUB_TRIGGERING_ACTOR', 'GITHUB_ACTOR'],
    commit: 'GITHUB_SHA',
    link: ({ GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run }) =>
      server && repository && run ? `${server}/${repository}/actions/runs/${run}` : undefined,
  },
  {
    // https://docs.gitlab.com/ci/variables/predefined_variables/
    name: 'GitLab CI',
    mark: 'GITLAB_CI',
    by: ['GITLAB_USER_LOGIN'],
    commit: 'CI_COMMIT_SHA',
    link: (env) => env['CI_JOB_URL'],
  },
  {
    // https://learn.microsoft.com/en-us/azure/devops/pipelines/build/variables
    name: 'Azure Pipelines',
    mark: 'TF_BUILD',
    by: ['BUILD_REQUESTEDFOR'],
    commit: 'BUILD_SOURCEVERSION',
    link: ({ SYSTEM_COLLECTIONURI: server, SYSTEM_TEAMPROJECT: project, BUILD_BUILDID: build }) =>
      server && project && build
        ? `${server.replace(/\/$/, '')}/${encodeURIComponent(project)}/_build/results?buildId=${build}`
        : undefined,
  },
  {
    // https://circleci.com/docs/reference/variables/#built-in-environment-variables
    name: 'CircleCI',
    mark: 'CIRCLECI',
    by: ['CIRCLE_USERNAME'],
    commit: 'CIRCLE_SHA1',
    link: (env) => env['CIRCLE_BUILD_URL'],
  },
  {
    // https://buildkite.com/docs/pipelines/configure/environment-variables
    name: 'Buildkite',
    mark: 'BUILDKITE',
    by: ['BUILDKITE_BUILD_CREATOR', 'BUILDKITE_BUILD_AUTHOR'],
    commit: 'BUILDKITE_COMMIT',
    link: (env) => env['BUILDKITE_BUILD_URL'],
  },
  {
    // https://www.jenkins.io/doc/book/pipeline/jenkinsfile/#using-environment-variables; the user is of the build user vars plugin.
    name: 'Jenkins',
    mark: 'JENKINS_URL',
    by: ['BUILD_USER_ID', 'BUILD_USER'],
    commit: 'GIT_COMMIT',
    link: (env) => env['BUILD_URL'],
  },
];

/** What the CI that this runs in says of its job; null outside of one. `CI` alone is one that has no row. */
export function ciOrigin(env: Env): Omit<RunOrigin, 'dirty'> | null {
  const host = HOSTS.find(({ mark }) => isSet(env[mark]));
  if (host === undefined) {
    return isSet(env['CI']) ? { by: null, commit: null, link: null, host: { kind: 'ci', name: null } } : null;
  }
  return {
    by: host.by.map((name) => textOf(env[name])).find((text) => text !== null) ?? null,
    commit: commitOf(env[host.commit]),
    link: linkOf(host.link(env)),
    host: { kind: 'ci', name: host.name },
  };
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value.toLowerCase() !== 'false';
}

function textOf(value: string | undefined): string | null {
  const text = value?.trim() ?? '';
  return text === '' ? null : text;
}

/** A CI may name a branch in its place. https://git-scm.com/docs/hash-function-transition */
function commitOf(value: string | undefined): string | null {
  return value !== undefined && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(value) ? value : null;
}

const MASK = '***';

/** Whoever reads a report may follow it, and is to learn nobody's password by it. */
function linkOf(text: string | undefined): string | null {
  const url = text === undefined || !URL.canParse(text) ? null : new URL(text);
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  if (url.username !== '' || url.password !== '') [url.username, url.password] = [MASK, ''];
  return url.href;
}
