/** JSON's types with whole numbers apart, for a client that reads them into an integer is broken by a fraction. */
export const KINDS = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'] as const;
export type Kind = (typeof KINDS)[number];

/**
 * What stood at one place of many values. Shapes are joined in any order and grouping, and come to the same: everything
 * here is a sum, a union, an intersection, or a limit on how large one of these may become.
 */
export interface Shape {
  /** How many values there were of each kind. */
  readonly kinds: Readonly<Record<Kind, number>>;
  /** By name; null where a shape has more places than are kept apart. */
  readonly keys: ReadonlyMap<string, Shape> | null;
  /** Of all elements of all arrays together; null where there was none, or too many places below. */
  readonly items: Shape | null;
  /** Every text with the first few prompts, by their ids, that it was said to; null where there are too many, or long ones. */
  readonly words: ReadonlyMap<string, readonly string[]> | null;
  /** The formats that every text has, as bits of FORMATS; all of them where there was no text. */
  readonly formats: number;
  /** Places in it, itself among them: MOST_PLACES where there are as many or more. */
  readonly places: number;
}

/** Keys are hostile output: an answer may make up as many as it likes. A shape that comes to these has no parts. */
export const MOST_PLACES = 2_000;

/** More distinct texts than these are no words of a list. */
export const MOST_WORDS = 20;
export const LONGEST_WORD = 64;

/** A text that was said to fewer prompts may be theirs alone. */
export const ENOUGH_PROMPTS = 3;

/** How many values stood there. */
export function countOf({ kinds }: Shape): number {
  return KINDS.reduce((sum, kind) => sum + kinds[kind], 0);
}

/** Kinds that were seen, in the order of their names; a whole number among others is a number. */
export function kindsOf({ kinds }: Shape): readonly Kind[] {
  return KINDS.filter((kind) => kinds[kind] > 0 && !(kind === 'integer' && kinds.number > 0));
}

/** The words of a place that has no others, sorted: each was said to several prompts. Null where it is no such place. */
export function enumOf(shape: Shape): readonly string[] | null {
  const { words, formats, kinds } = shape;
  if (words === null || words.size === 0 || formats !== 0) return null;
  if (kindsOf(shape).some((kind) => kind !== 'string' && kind !== 'null')) return null;
  if (kinds.string === 0 || [...words.values()].some((prompts) => prompts.length < ENOUGH_PROMPTS))
    return null;
  return [...words.keys()].toSorted();
}

/** The shape, without its parts where they are too many to be kept apart. */
export function limited(shape: Shape): Shape {
  return shape.places < MOST_PLACES ? shape : { ...shape, keys: null, items: null, places: MOST_PLACES };
}
