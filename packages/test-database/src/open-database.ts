import pg from "pg";
import { type Clone, cloneTemplate } from "./clone.js";
import { keepsFailures } from "./keep.js";

/** A test's database while it is in use. */
export interface OpenDatabase {
  readonly url: string;
  readonly pool: pg.Pool;
  /** Ends its connections and lets go of it; that of `failed` is kept if that is wished. */
  close(failed: string | undefined): Promise<void>;
}

/** Takes a clone of a package's template and opens a pool on it. */
export async function openDatabase(key: string): Promise<OpenDatabase> {
  const clone = await cloneTemplate(key);
  const pool = strictPool(clone.url);
  return {
    url: clone.url,
    pool,
    close: async (failed) => {
      await pool.end();
      if (failed && keepsFailures()) await keep(clone, failed);
      else clone.drop();
    },
  };
}

async function keep(clone: Clone, whose: string): Promise<void> {
  console.info(`kept the database of ${whose}, which failed: ${await clone.keep()}`);
}

function strictPool(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, options: "-c search_path=", max: 10 });
  // An idle connection that a test cuts off is the test's business, not the end of the process.
  pool.on("error", () => {});
  return pool;
}
