import { extract } from "@supabase/pg-delta/extract";
import { type Action, plan } from "@supabase/pg-delta/plan";
import pg from "pg";

type Facts = Awaited<ReturnType<typeof extract>>["factBase"];

/** All that pg-delta knows of the database at this URL. */
export async function readFacts(url: string): Promise<Facts> {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  // A query that is under way fails by itself; a connection lost at rest is no failure.
  pool.on("error", () => {});
  try {
    return (await extract(pool)).factBase;
  } finally {
    await pool.end();
  }
}

/** What pg-delta would do to make the one like the other, one object at a time. */
export function actionsBetween(from: Facts, to: Facts): readonly Action[] {
  return plan(from, to, { compact: false }).actions;
}
