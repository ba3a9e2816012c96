import type { Fault } from '../contract/wires/fault.ts';
import { asWarning, InputError, problem, type Problem } from '../contract/problem.ts';
import type { BookEntry } from './book.ts';
import { expressible } from './expressible.ts';
import type { Face, Seat } from './face.ts';

interface Cast {
  readonly seats: readonly Seat[];
  readonly book: readonly BookEntry[];
  readonly faults: readonly Fault[];
  readonly faces: Readonly<Record<string, Face>>;
}

/** Throws InputError for seats that cannot be served; returns warnings for faults that cannot strike. */
export function checkCast({ seats, book, faults, faces }: Cast): Problem[] {
  const ids = seats.map((seat) => seat.id);
  const problems = [
    ...seats
      .filter((seat) => !Object.hasOwn(faces, seat.face))
      .map((seat) =>
        problem(
          `target ${seat.id} has the face "${seat.face}", which the simulator does not have`,
          `use one of: ${Object.keys(faces).sort().join(', ')}`,
        ),
      ),
    ...ids
      .filter((id, index) => ids.indexOf(id) !== index)
      .map((id) => problem(`target ${id} is simulated twice`, 'give each target an id of its own')),
  ];
  if (problems.length > 0) throw new InputError(problems);
  const prompts = new Set(book.map((entry) => entry.promptId));
  return faults.flatMap((fault, index) => checkFault(fault, index, seats, prompts, faces));
}

function checkFault(
  fault: Fault,
  index: number,
  seats: readonly Seat[],
  prompts: ReadonlySet<string>,
  faces: Readonly<Record<string, Face>>,
): Problem[] {
  const { match } = fault;
  const name = `fault ${index + 1}`;
  const met = seats.filter((seat) => match.target === undefined || seat.id === match.target);
  const mute = met.filter((seat) => {
    const face = faces[seat.face];
    return face !== undefined && !expressible(fault, face, match.mode ?? null);
  });
  return [
    ...(match.prompt !== undefined && !prompts.has(match.prompt)
      ? [warning(`${name} is for prompt ${match.prompt}, which is not in the book`)]
      : []),
    ...(mute.length > 0
      ? [
          warning(
            `${name} (${fault.wire}) cannot be said by the wire of ${mute.map(({ id }) => id).join(', ')}`,
          ),
        ]
      : []),
  ];
}

function warning(message: string): Problem {
  return asWarning(problem(message));
}
