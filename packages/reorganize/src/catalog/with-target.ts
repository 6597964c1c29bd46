import { readStamp } from "@deepiri/observer";
import { migrate, readOwners } from "@deepiri/schema-engine";
import { type Database, definitionsFingerprint } from "@deepiri/workspace";
import { ahead } from "../session/ahead.js";
import { type Queryable, queryable } from "../session/queryable.js";
import { withConnection } from "../session/with-connection.js";
import type { Catalog } from "./catalog.js";
import { readCatalog } from "./read-catalog.js";
import { asData, type Marked, remembered } from "./remembered.js";
import { targetDatabase } from "./target-database.js";
import { withKept } from "./with-kept.js";

/** The schema that `db:migrate` builds for a database of the workspace, in a database that stays as long as it is looked at. It is only read. */
export interface Target extends Marked {
  /** Of that database; it holds no rows but those that migrations insert. */
  readonly url: string;
  /** All of it, the histories of the packages included. */
  readonly catalog: Catalog;
  /** The key of the package that owns each table, by `schema.table`. */
  readonly owners: ReadonlyMap<string, string>;
  /** Which of the workspace's databases it is. */
  readonly database: Database;
}

/**
 * Runs `body` with the target, on the server of `url`. It is built by applying every migration to a database
 * of its own, and kept for later commands; then `db:migrate` finds nothing to do there, or makes what roles
 * and rights have come to lack. The database of `url` itself is not touched. Where the login may, the roles
 * of the packages are made on that server, as every `db:migrate` does.
 *
 * @param name of the database of the workspace; the default one if left out
 */
export async function withTarget<Result>(
  url: string,
  name: string | undefined,
  body: (target: Target) => Promise<Result>,
): Promise<Result> {
  const database = targetDatabase(name);
  const contents = {
    version: `${database.name} ${definitionsFingerprint(database.packages)}`,
    make: (kept: string) => migrate(database, { url: kept }),
  };
  return withKept(url, contents, async (kept) => {
    const reading = ahead(readCatalogOnce(kept, database));
    const owners = readOwners(database);
    return body({ url: kept, ...(await reading), owners, database });
  });
}

type Known = Required<Pick<Target, "catalog" | "mark">>;

const latest = new Map<string, Known>();

/** The catalog of the database at this URL: the same object as before, if the database has not changed since. */
async function readCatalogOnce(url: string, database: Database): Promise<Known> {
  return withConnection(url, {}, async (client) => {
    const reader = queryable(client);
    const mark = `${await readStamp(reader)} ${await readPlace(reader)}`;
    const known = latest.get(url);
    if (known?.mark === mark) return known;
    const catalog = await remembered({ database, mark }, asData<Catalog>("catalog"), () =>
      readCatalog(reader),
    );
    latest.set(url, { mark, catalog });
    return { mark, catalog };
  });
}

/** Of a database, all that is not in its own catalogs: its number among them, and how its server orders texts. */
async function readPlace(reader: Queryable): Promise<string> {
  const [row] = await reader.query<{ place: string }>(
    `SELECT pg_catalog.concat_ws(' ', pg_catalog.version(), oid, datname, encoding, datcollate, datctype, datcollversion) AS place
       FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()`,
  );
  return row?.place ?? "";
}

/** The catalog of the database at this URL, types and expressions spelled with their schemas. */
export async function readCatalogAt(url: string): Promise<Catalog> {
  return withConnection(url, {}, (client) => readCatalog(queryable(client)));
}
