import type { Face, Seat } from './face.ts';
import { faceForDialect } from './openai/face-for-dialect.ts';
import { OPENAI_FACES } from './openai/faces.ts';
import { watsonxFace } from './watsonx/face.ts';

/** Every face there is, by the name that seats use. */
export const FACES: Readonly<Record<string, Face>> = { watsonx: watsonxFace, ...OPENAI_FACES };

/** The seat's face by name, else one made from its dialect. Null: neither is known. */
export function faceFor(seat: Seat): Face | null {
  const known = Object.hasOwn(FACES, seat.face) ? FACES[seat.face] : undefined;
  if (known !== undefined) return known;
  return seat.dialect === null ? null : faceForDialect(seat.face, seat.dialect);
}

/** The faces that these seats need, for a cast; names that nobody knows are left out. */
export function facesFor(seats: readonly Seat[]): Readonly<Record<string, Face>> {
  const pairs = seats.flatMap((seat) => {
    const face = faceFor(seat);
    return face === null ? [] : [[seat.face, face] as const];
  });
  return { ...FACES, ...Object.fromEntries(pairs) };
}
