import { type Observation, observe as observeAll } from "@deepiri/observer";
import type { Queryable } from "../../session/queryable.js";
import { withSession } from "../../session/with-session.js";
import { ownSchema } from "../own-schema.js";

/**
 * Everything that the catalogs of a database say of objects that users made. The reader's search_path is
 * empty. What belongs to an extension or to a reorganization is left out.
 */
export function observe(reader: Queryable): Promise<Observation> {
  return observeAll(reader, { hidden: [ownSchema] });
}

/** The same of the database at this URL. */
export function observeAt(url: string): Promise<Observation> {
  return withSession(url, observe);
}
