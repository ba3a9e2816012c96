import { InputError, problem } from '../contract/problem.ts';
import { bedrockFace } from './bedrock/bedrock-face.ts';
import type { Face, Seat } from './face.ts';
import { faceForDialect } from './openai/face-for-dialect.ts';
import { OPENAI_FACES } from './openai/faces.ts';
import { watsonxFace } from './watsonx/face.ts';

/** Every face there is, by the name that seats use. */
export const FACES: Readonly<Record<string, Face>> = {
  bedrock: bedrockFace,
  watsonx: watsonxFace,
  ...OPENAI_FACES,
};

/** The seat's face by name, else one made from its dialect. Throws InputError when it has neither. */
export function faceFor(seat: Seat): Face {
  const face = findFace(seat);
  if (face !== null) return face;
  const known = Object.keys(FACES).sort().join(', ');
  throw new InputError([
    problem(
      `target ${seat.id} has the face "${seat.face}", which the simulator does not have`,
      `use one of: ${known}; or give the server a dialect row`,
    ),
  ]);
}

/** The faces of these seats beside all that have a name. Seats without one are left to the cast's own check. */
export function facesFor(seats: readonly Seat[]): Readonly<Record<string, Face>> {
  const found = seats.flatMap((seat) => {
    const face = findFace(seat);
    return face === null ? [] : [[seat.face, face] as const];
  });
  return { ...FACES, ...Object.fromEntries(found) };
}

function findFace(seat: Seat): Face | null {
  // A server's row in place has the name of its target, which may be that of another wire.
  const named = seat.dialect === null ? FACES : OPENAI_FACES;
  const known = Object.hasOwn(named, seat.face) ? named[seat.face] : undefined;
  if (known !== undefined) return known;
  return seat.dialect === null ? null : faceForDialect(seat.face, seat.dialect);
}
