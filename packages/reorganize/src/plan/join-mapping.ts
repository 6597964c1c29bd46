/** Adds `own` to `base`: names are joined, lists of `own` come first, its other values replace those of `base`. */
export function joinMapping(base: unknown, own: unknown): unknown {
  if (Array.isArray(base) && Array.isArray(own)) return [...own, ...base];
  if (!isObject(base) || !isObject(own)) return own === undefined ? base : own;
  const keys = new Set([...Object.keys(base), ...Object.keys(own)]);
  return Object.fromEntries([...keys].map((key) => [key, joinMapping(base[key], own[key])]));
}

/** Whether a value has named parts. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
