import type { Observation } from "@deepiri/observer";
import type { Catalog } from "../catalog/catalog.js";
import { observe } from "../catalog/observer/observe.js";
import { readCatalog } from "../catalog/read-catalog.js";
import type { Queryable } from "../session/queryable.js";

/** A database at a moment. */
export interface Moment {
  readonly objects: Observation;
  readonly catalog: Catalog;
}

/** What the database is now. */
export async function readMoment(reader: Queryable): Promise<Moment> {
  return { objects: await observe(reader), catalog: await readCatalog(reader) };
}
