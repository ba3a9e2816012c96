import type { Decision } from '../../contract/gates/decision.ts';
import { InputError, problem } from '../../contract/problem.ts';

/**
 * Throws InputError unless the runs that a gate rests on are those whose evidence roots somebody pinned: each of them, and
 * no other. A root detects that a line was changed; who pins it sees that another run was put in its place.
 */
export function checkPins(evidence: Decision['evidence'], pinned: readonly string[]): void {
  if (pinned.length === 0) return;
  const { baseline, candidate, again, earlier, past } = evidence;
  const runs = new Map([baseline, candidate, ...again].map(({ run, evidenceRoot }) => [run, evidenceRoot]));
  const ofEarlier = (earlier?.counted ?? []).flatMap(({ evidenceRoots }) => evidenceRoots);
  const ofPast = (past?.runs ?? []).map(({ evidenceRoot }) => evidenceRoot);
  const roots = new Set([...runs.values(), ...ofEarlier, ...ofPast]);
  const problems = [
    ...[...runs]
      .filter(([, root]) => !pinned.includes(root))
      .map(([run, root]) =>
        problem(
          `run ${run} has the evidence root ${root}, which is not pinned`,
          'judge the run that was pinned',
        ),
      ),
    ...pinned
      .filter((root) => !roots.has(root))
      .map((root) =>
        problem(`no run that is judged has the pinned evidence root ${root}`, 'pin the root of each run'),
      ),
  ];
  if (problems.length > 0) throw new InputError(problems);
}
