/** `base` with every key that `over` names; a key that is absent or undefined leaves the base's value. */
export function overlay<T extends object>(
  base: T,
  over: { readonly [K in keyof T]?: T[K] | undefined } | undefined,
): T {
  const result = { ...base };
  for (const key in over) {
    const value = over[key];
    if (value !== undefined && Object.hasOwn(base, key)) result[key] = value;
  }
  return result;
}
