import { packageRole } from "@deepiri/database";
import pg from "pg";
import type { Wanted } from "../maintenance/template.js";
import { keepsFailures } from "../run/keep.js";
import { type Clone, cloneTemplate } from "./clone.js";

/** A test's database while it is in use. */
export interface OpenDatabase {
  /** Which of the workspace's databases it is like. */
  readonly database: string;
  readonly url: string;
  /** Acts as the package's role. */
  readonly pool: pg.Pool;
  /** Acts as the login. */
  readonly owner: pg.Pool;
  /** Ends its connections and lets go of it; that of `failed` is kept if that is wished. */
  close(failed: string | undefined): Promise<void>;
}

/** Takes a clone of a package's template and opens its pools. */
export async function openDatabase(wanted: Wanted): Promise<OpenDatabase> {
  const clone = await cloneTemplate(wanted);
  const pool = strictPool(clone.url, `-c role=${packageRole(wanted.package, clone.database)}`);
  // Without a connection until the first query.
  const owner = strictPool(clone.url);
  return {
    database: clone.database,
    url: clone.url,
    pool: pool.pool,
    owner: owner.pool,
    close: async (failed) => {
      await Promise.all([pool.close(), owner.close()]);
      if (failed && keepsFailures()) await keep(clone, failed);
      else clone.drop();
    },
  };
}

async function keep(clone: Clone, whose: string): Promise<void> {
  console.info(`kept the database of ${whose}, which failed: ${await clone.keep()}`);
}

/** A pool that is closed at once, whatever a test forgot to give back or failed too early to. */
function strictPool(url: string, option = "") {
  const options = `-c search_path= ${option}`;
  const pool = new pg.Pool({ connectionString: url, options, max: 10 });
  // An idle connection that a test cuts off is the test's business, not the end of the process.
  pool.on("error", () => {});
  const taken = new Set<pg.PoolClient & pg.Client>();
  pool.on("acquire", (client) => taken.add(client as pg.PoolClient & pg.Client));
  pool.on("release", (_, client) => taken.delete(client));
  const close = async () => {
    // Whoever waits for an answer, such as a case that was tried for too long, gives its connection back by that.
    await Promise.all([...taken].map((client) => client.end()));
    for (const client of taken) client.release(true);
    await pool.end();
  };
  return { pool, close };
}
