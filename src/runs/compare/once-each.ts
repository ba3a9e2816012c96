/** A golden set has fewer; prompts of live traffic are as many as its requests, and are asked once. */
const MOST_HELD = 2_000;

/**
 * Works out once what is asked for again and again under one name, where it is near or names are few: the oldest of so
 * many is let go.
 */
export function onceEach<From, Value extends object>(
  nameOf: (from: From) => string,
  make: (from: From) => Value,
): (from: From) => Value {
  const held = new Map<string, Value>();
  return (from) => {
    const name = nameOf(from);
    const known = held.get(name);
    if (known !== undefined) return known;
    const [oldest] = held.keys();
    if (held.size === MOST_HELD && oldest !== undefined) held.delete(oldest);
    const made = make(from);
    held.set(name, made);
    return made;
  };
}
