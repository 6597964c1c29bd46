import type { Session } from "../session/session.js";
import { journalTableSql } from "./journal.js";
import { jsonTextSql } from "./json-text.js";
import { originalsSql } from "./originals.js";
import { renameLeftovers } from "./own-schema.js";
import { insertPlanSql, planSql } from "./plan.js";
import { quarantineSql } from "./quarantine.js";
import { schemaSql } from "./schema-sql.js";
import { ownTakesInputSql } from "./takes-input.js";
import { textAsSql } from "./text-as.js";
import { usageSql } from "./usage.js";

/**
 * Makes the tables that every step writes to, and records the plan that is about to be applied.
 *
 * @param unknown roles with rights that it says nothing of
 */
export async function beginJournal(
  session: Session,
  plan: unknown,
  hash: string,
  unknown: readonly string[] = [],
): Promise<void> {
  await session.transaction("make the journal", [
    renameLeftovers,
    ...schemaSql,
    ...planSql,
    ...journalTableSql,
    ...quarantineSql,
    ...originalsSql,
    ...usageSql,
    ...jsonTextSql,
    ...textAsSql,
    ...ownTakesInputSql,
    insertPlanSql(plan, hash, unknown),
  ]);
}
