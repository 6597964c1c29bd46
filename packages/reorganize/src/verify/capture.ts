import { quoteIdentifier } from "@deepiri/database";
import type { CapturedTable } from "../ledger/baseline.js";
import { readOwnTriggers } from "../ledger/own-triggers.js";
import type { Session } from "../session/session.js";
import { captureFunction, captureFunctionSql } from "./capture-function.js";
import { firstTrigger, lastTrigger, triggerPrefix } from "./capture-names.js";
import { sqlNameOf } from "./captured-table.js";

/**
 * Captures writes to a table: each statement notes by how much it changed the fingerprint, in the
 * writer's own transaction. The triggers go with the table through moves, renames and conversions, and
 * are silent for those who are silent themselves (session_replication_role = replica).
 */
export async function captureWrites(session: Session, table: CapturedTable): Promise<void> {
  await session.transaction(`capture writes to ${table.relation}`, captureStatements(table));
}

/** The statements that begin it. */
export function captureStatements(table: CapturedTable): string[] {
  const on = sqlNameOf(table.relation);
  const name = captureFunction(table);
  return [
    captureFunctionSql(table),
    `REVOKE ALL ON FUNCTION ${name}() FROM PUBLIC`,
    ...(table.merged ? rowTriggers(name, on) : statementTriggers(name, on)),
    `CREATE OR REPLACE TRIGGER ${triggerPrefix}_truncate BEFORE TRUNCATE ON ${on}
  FOR EACH STATEMENT EXECUTE FUNCTION ${name}()`,
  ];
}

/** Ends every capture, one table at a time. What was captured stays, and nothing later is captured. */
export async function endCapture(session: Session): Promise<void> {
  const triggers = (await readOwnTriggers(session)).filter(
    ({ name }) => name.startsWith(triggerPrefix) || name === lastTrigger,
  );
  for (const table of new Set(triggers.map((one) => one.table))) {
    const drops = triggers.filter((one) => one.table === table);
    await session.transaction(
      `end the capture of writes to ${table}`,
      drops.map(({ name }) => `DROP TRIGGER IF EXISTS ${quoteIdentifier(name)} ON ${table}`),
    );
  }
}

function statementTriggers(name: string, on: string): string[] {
  const transitions = {
    insert: "NEW TABLE AS new_rows",
    update: "OLD TABLE AS old_rows NEW TABLE AS new_rows",
    delete: "OLD TABLE AS old_rows",
  };
  return Object.entries(transitions).map(
    ([event, transition]) =>
      `CREATE OR REPLACE TRIGGER ${triggerPrefix}_${event} AFTER ${event.toUpperCase()} ON ${on}
  REFERENCING ${transition} FOR EACH STATEMENT EXECUTE FUNCTION ${name}()`,
  );
}

function rowTriggers(name: string, on: string): string[] {
  return [firstTrigger, lastTrigger].map(
    (trigger) => `CREATE OR REPLACE TRIGGER ${trigger} AFTER INSERT OR UPDATE OR DELETE ON ${on}
  FOR EACH ROW EXECUTE FUNCTION ${name}()`,
  );
}
