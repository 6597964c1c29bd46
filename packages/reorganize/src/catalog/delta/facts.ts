import { extract } from "@supabase/pg-delta/extract";
import { type Action, plan } from "@supabase/pg-delta/plan";
import { withPool } from "./with-pool.js";

type Facts = Awaited<ReturnType<typeof extract>>["factBase"];

/** All that pg-delta knows of the database at this URL. */
export async function readFacts(url: string): Promise<Facts> {
  return (await withPool(url, (pool) => extract(pool))).factBase;
}

/** What pg-delta would do to make the one like the other, one object at a time. */
export function actionsBetween(from: Facts, to: Facts): readonly Action[] {
  return plan(from, to, { compact: false }).actions;
}
