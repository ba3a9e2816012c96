/** What a thrown value says of itself, read without trusting it: getters may throw, prototypes may be missing. */
export interface Thrown {
  readonly name: string | null;
  readonly message: string | null;
  /** What the innermost cause says: SDKs say no more than that a connection failed. */
  readonly cause: string | null;
  /** Codes of the value and of its causes, outermost first. */
  readonly codes: readonly string[];
  readonly names: readonly string[];
}

const MAX_CAUSES = 8;

export function readThrown(thrown: unknown): Thrown {
  const codes: string[] = [];
  const names: string[] = [];
  let value = thrown;
  let cause: string | null = null;
  for (let depth = 0; depth < MAX_CAUSES && typeof value === 'object' && value !== null; depth += 1) {
    const code = property(value, 'code');
    const name = property(value, 'name');
    if (typeof code === 'string') codes.push(code);
    if (typeof name === 'string') names.push(name);
    const said = property(value, 'message');
    if (value !== thrown && typeof said === 'string' && said !== '') cause = said;
    const className = constructorName(value);
    if (className !== null && className !== name) names.push(className);
    value = property(value, 'cause');
  }
  const message = typeof thrown === 'string' ? thrown : property(thrown, 'message');
  return {
    name: names[0] ?? null,
    message: typeof message === 'string' ? message : null,
    cause,
    codes,
    names,
  };
}

function constructorName(value: object): string | null {
  const made = property(value, 'constructor');
  return typeof made === 'function' && made !== Object && made !== Error ? made.name : null;
}

/** A property of any value; undefined when reading it throws. */
function property(value: unknown, key: string): unknown {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return undefined;
  try {
    const found: unknown = Reflect.get(value, key);
    return found;
  } catch {
    return undefined;
  }
}
