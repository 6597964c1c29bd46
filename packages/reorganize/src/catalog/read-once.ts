import type { Catalog } from "./catalog.js";
import { type Form, remembered } from "./remembered.js";
import type { Target } from "./with-target.js";

/** By the catalog, which is another object once the database has changed. */
const found = new WeakMap<Catalog, Map<unknown, Promise<unknown>>>();

/**
 * What `read` finds at the URL of a target, which nobody changes: it is read once, however often it is asked for.
 *
 * @param form in which it is remembered for later commands, if it is
 */
export function readOnce<Found>(
  target: Pick<Target, "url" | "catalog" | "database" | "mark">,
  read: (url: string) => Promise<Found>,
  form?: Form<Found>,
): Promise<Found> {
  const known = found.get(target.catalog) ?? new Map<unknown, Promise<unknown>>();
  found.set(target.catalog, known);
  const readNow = (): Promise<Found> => read(target.url);
  const reading = known.get(read) ?? (form ? remembered(target, form, readNow) : readNow());
  known.set(read, reading);
  return reading as Promise<Found>;
}
