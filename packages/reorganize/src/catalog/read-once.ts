import type { Catalog } from "./catalog.js";
import type { Target } from "./with-target.js";

/** By the catalog, which is another object once the database has changed. */
const found = new WeakMap<Catalog, Map<unknown, Promise<unknown>>>();

/** What `read` finds at the URL of a target, which nobody changes: it is read once, however often it is asked for. */
export function readOnce<Found>(
  { url, catalog }: Pick<Target, "url" | "catalog">,
  read: (url: string) => Promise<Found>,
): Promise<Found> {
  const known = found.get(catalog) ?? new Map<unknown, Promise<unknown>>();
  found.set(catalog, known);
  const reading = known.get(read) ?? read(url);
  known.set(read, reading);
  return reading as Promise<Found>;
}
