/**
 * Adds `own` to `base`: names are joined, lists of `own` come first, its other values replace those of `base`.
 * A projection replaces the one of its name, and so does an answer.
 */
export function joinMapping(base: unknown, own: unknown, path: readonly string[] = []): unknown {
  if (own === undefined || isWhole(path)) return own ?? base;
  if (Array.isArray(base) && Array.isArray(own)) return [...own, ...base];
  if (!isObject(base) || !isObject(own)) return own;
  const keys = new Set([...Object.keys(base), ...Object.keys(own)]);
  return Object.fromEntries(
    [...keys].map((key) => [key, joinMapping(base[key], own[key], [...path, key])]),
  );
}

/** Whether what stands there in a mapping is one value, whatever parts it has. */
export function isWhole([list = "", ...names]: readonly string[]): boolean {
  return names.length > 0 && names.length === wholeAt[list];
}

/** By how many names the values of a list are found that are whole. */
const wholeAt: Readonly<Record<string, number>> = { projections: 1, decisions: 1, decided: 2 };

/** Whether a value has named parts. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
