import type { RunOrigin } from '../../contract/runs/origin.ts';

const HOSTS: Readonly<Record<RunOrigin['host']['kind'], string>> = {
  ci: 'a CI',
  container: 'a container',
  machine: "a person's machine",
};

/** As much of a commit as tells it from the others of a repository. */
const COMMIT_DIGITS = 12;

/** Who had a run made, of which commit, and where, in few words each; what is not known is left out. */
export function describeOrigin(origin: RunOrigin | null): readonly string[] {
  if (origin === null) return [];
  const { by, commit, dirty, host } = origin;
  const changed = dirty === true ? ', with changes' : '';
  return [
    // A mail address says no more of whom to ask, and is nobody else's business.
    ...(by === null ? [] : [`by ${by.replace(/ <[^>]*>$/, '')}`]),
    ...(commit === null ? [] : [`commit ${commit.slice(0, COMMIT_DIGITS)}${changed}`]),
    `on ${host.name ?? HOSTS[host.kind]}`,
  ];
}
