import type { Properties } from "@deepiri/observer";

/** The properties by their names, so that the same ones have one text. */
export function sorted(properties: Properties): [string, string | null][] {
  // Names alone are sorted by the engine itself: there are thousands of rows, each with dozens.
  const names = Object.keys(properties).sort();
  return names.map((name) => [name, properties[name] ?? null]);
}
