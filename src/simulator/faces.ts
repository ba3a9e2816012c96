import { InputError, problem } from '../contract/problem.ts';
import type { Face, Seat } from './face.ts';

/** Faces by the name that seats use. */
type Faces = Readonly<Record<string, Face>>;

/** Providers with one face each. A face is loaded when a seat needs it, as the providers' SDKs are. */
const LOADERS: Readonly<Record<string, () => Promise<Face>>> = {
  bedrock: async () => (await import('./bedrock/bedrock-face.ts')).bedrockFace,
  'oci-genai': async () => (await import('./oci-genai/face.ts')).ociFace,
  watsonx: async () => (await import('./watsonx/face.ts')).watsonxFace,
};

async function loadServers(): Promise<Faces> {
  return (await import('./openai/faces.ts')).OPENAI_FACES;
}

/** Every face that has a name. */
export async function allFaces(): Promise<Faces> {
  const named = Object.entries(LOADERS).map(async ([name, load]) => [name, await load()] as const);
  return { ...Object.fromEntries(await Promise.all(named)), ...(await loadServers()) };
}

/** The seat's face by name, else one made from its dialect. Throws InputError when it has neither. */
export async function faceFor(seat: Seat): Promise<Face> {
  const face = await findFace(seat);
  if (face !== null) return face;
  const known = Object.keys(await allFaces())
    .sort()
    .join(', ');
  throw new InputError([
    problem(
      `target ${seat.id} has the face "${seat.face}", which the simulator does not have`,
      `use one of: ${known}; or give the server a dialect row`,
    ),
  ]);
}

/** The faces of these seats. Seats without one are left to the cast's own check, which names all that there are. */
export async function facesFor(seats: readonly Seat[]): Promise<Faces> {
  const faces = await Promise.all(seats.map(findFace));
  const found = seats.flatMap((seat, at) => {
    const face = faces[at] ?? null;
    return face === null ? [] : [[seat.face, face] as const];
  });
  const others = faces.includes(null) ? await allFaces() : {};
  return { ...others, ...Object.fromEntries(found) };
}

async function findFace(seat: Seat): Promise<Face | null> {
  // A server's row in place has the name of its target, which may be that of another wire.
  const load = seat.dialect === null && Object.hasOwn(LOADERS, seat.face) ? LOADERS[seat.face] : undefined;
  if (load !== undefined) return load();
  const servers = await loadServers();
  const known = Object.hasOwn(servers, seat.face) ? servers[seat.face] : undefined;
  if (known !== undefined) return known;
  if (seat.dialect === null) return null;
  const { faceForDialect } = await import('./openai/face-for-dialect.ts');
  return faceForDialect(seat.face, seat.dialect);
}
