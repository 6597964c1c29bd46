import type { ClientBase, Pool } from "pg";
import type { TestDatabase } from "../database/use-test-database.js";

/** Anything that runs pg's queries: a pool, or one of its connections. */
export type Connection = Pick<ClientBase, "query"> | Pick<Pool, "query">;

/** Where factories write. */
export type Place = TestDatabase | Connection;

/** The connection by which the tables of the package `owner` are written. */
export function connectionFor(place: Place, owner: string): Connection {
  if (!("pool" in place)) return place;
  return owner === place.key ? place.pool : place.owner;
}
