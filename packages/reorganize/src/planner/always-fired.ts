import { plainNameSql } from "../catalog/table-name.js";
import { inUserSchema } from "../catalog/user-schema.js";
import type { Source } from "../plan/plan.js";
import type { Run, Step } from "../plan/step.js";
import type { Queryable } from "../session/queryable.js";
import { RefusedError } from "../session/refused-error.js";

/** A trigger or rule that works in silent steps too: it is enabled ALWAYS, or for replication alone. */
export interface AlwaysFired {
  readonly kind: "TRIGGER" | "RULE";
  readonly name: string;
  /** `schema.table`, and as SQL. */
  readonly table: string;
  readonly sqlTable: string;
  readonly state: "ALWAYS" | "REPLICA";
}

/** Reads those of the user objects. */
export async function readAlwaysFired(reader: Queryable): Promise<AlwaysFired[]> {
  return reader.query<AlwaysFired>(`
    SELECT kind, pg_catalog.quote_ident(name) AS name, ${plainNameSql("nspname", "relname")} AS table,
           pg_catalog.format('%I.%I', nspname, relname) AS "sqlTable",
           CASE state WHEN 'A' THEN 'ALWAYS' ELSE 'REPLICA' END AS state
      FROM (SELECT 'TRIGGER' AS kind, tgname AS name, tgrelid AS relation, tgenabled AS state FROM pg_catalog.pg_trigger WHERE NOT tgisinternal
            UNION ALL
            SELECT 'RULE', rulename, ev_class, ev_enabled FROM pg_catalog.pg_rewrite WHERE rulename <> '_RETURN') AS fired
      JOIN pg_catalog.pg_class AS class ON class.oid = relation
      JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
     WHERE state IN ('A', 'R') AND ${inUserSchema()}
     ORDER BY 3, 1, 2`);
}

/**
 * Refuses what would do its work once more for each row that a silent step changes: an audit row, another
 * `updated_at`, which rollback does not take back.
 *
 * @throws RefusedError with the statements to choose from
 */
export function refuseAlwaysFired(
  fired: readonly AlwaysFired[],
  steps: readonly Step[],
  sources: readonly Source[],
): void {
  const silent = steps.filter(({ forward, inverse }) => [forward, ...inverse].some(isSilent));
  const changed = new Set(silent.map(({ table }) => table));
  const from = sources.filter(({ to }) => changed.has(to)).map((one) => one.from);
  const concerned = fired.filter(({ table }) => changed.has(table) || from.includes(table));
  if (concerned.length === 0) return;
  throw new RefusedError(
    `Steps change rows of these tables, and rollback restores them, without triggers and rules; but these work even then, and what they write would stay: ${concerned.map(nameOf).join(", ")}. ` +
      `No plan was written and nothing was changed. Let them work for programs alone until the reorganization is finalized, then plan again: ${concerned.map(choiceOf).join(" ")}`,
    { next: ["plan"] },
  );
}

function isSilent(run: Run): boolean {
  return run.how !== "alone" && run.silent === true;
}

function nameOf({ kind, name, table, state }: AlwaysFired): string {
  return `${kind.toLowerCase()} ${name} of ${table} (ENABLE ${state})`;
}

// What works for replication alone does nothing for programs: it stays like that when it is disabled.
function choiceOf({ kind, name, sqlTable, state }: AlwaysFired): string {
  return `ALTER TABLE ${sqlTable} ${state === "ALWAYS" ? "ENABLE" : "DISABLE"} ${kind} ${name};`;
}
