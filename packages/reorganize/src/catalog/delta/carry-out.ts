import { apply } from "@supabase/pg-delta/apply";
import type { userObjectPlan } from "./user-objects.js";
import { withPool } from "./with-pool.js";

/** A statement that the server refused. */
export interface Refused {
  readonly message: string;
  readonly sql: string;
}

/** Carries out a plan of pg-delta on the database at this URL; returns the statement that was refused, if any. */
export async function carryOut(
  url: string,
  plan: ReturnType<typeof userObjectPlan>,
): Promise<Refused | undefined> {
  const { error } = await withPool(url, (pool) => apply(plan, pool, { fingerprintGate: false }));
  return error && { message: error.message, sql: error.sql ?? "" };
}
