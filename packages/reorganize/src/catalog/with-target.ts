import { migrate } from "@deepiri/schema-engine";
import { readOwnership, type Workspace } from "@deepiri/workspace";
import { queryable } from "../session/queryable.js";
import { withConnection } from "../session/with-connection.js";
import type { Catalog } from "./catalog.js";
import { currentWorkspace } from "./current-workspace.js";
import { readCatalog } from "./read-catalog.js";
import { withScratch } from "./with-scratch.js";

/** The schema that `db:migrate` builds, in a database that lives as long as it is looked at. */
export interface Target {
  /** Of the scratch database; it holds no rows but those that migrations insert. */
  readonly url: string;
  /** All of it, the histories of the packages included. */
  readonly catalog: Catalog;
  /** The key of the package that owns each table, by `schema.table`. */
  readonly owners: ReadonlyMap<string, string>;
  readonly workspace: Workspace;
}

/**
 * Runs `body` with the target, built on the server of `url` by applying every migration to a scratch
 * database. The database of `url` itself is not touched. Where the login may, the roles of the
 * packages are made on that server, as every `db:migrate` does.
 */
export async function withTarget<Result>(
  url: string,
  body: (target: Target) => Promise<Result>,
): Promise<Result> {
  const workspace = currentWorkspace();
  return withScratch(url, async (scratchUrl) => {
    await migrate(workspace, workspace.packages, { urlOf: () => scratchUrl });
    const catalog = await readCatalogAt(scratchUrl);
    return body({ url: scratchUrl, catalog, owners: readOwners(workspace), workspace });
  });
}

/** The catalog of the database at this URL, types and expressions spelled with their schemas. */
export async function readCatalogAt(url: string): Promise<Catalog> {
  return withConnection(url, {}, (client) => readCatalog(queryable(client)));
}

function readOwners(workspace: Workspace): Map<string, string> {
  const { tables } = readOwnership(workspace);
  return new Map([...tables].map(([name, { owner }]) => [name, owner.key]));
}
