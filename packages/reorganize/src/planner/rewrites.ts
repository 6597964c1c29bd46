import { plainName } from "../catalog/table-name.js";
import { inUserSchema } from "../catalog/user-schema.js";
import { stepKey } from "../ledger/step-key.js";
import type { Source } from "../plan/plan.js";
import type { Hazard, Step } from "../plan/step.js";
import { literal } from "../session/literal.js";
import type { Queryable } from "../session/queryable.js";

/** Sees during which steps PostgreSQL rewrites a table that was there before, whatever the reason. */
export class RewriteWatch {
  readonly #copy: Queryable;
  readonly #rewritten = new Map<Step, StoredTable>();
  /** The names of UNLOGGED tables whose place another one can take, by their oids. */
  readonly #replaceable: ReadonlyMap<string, string>;

  private constructor(copy: Queryable, tables: readonly StoredTable[]) {
    this.#copy = copy;
    const replaceable = tables.filter(({ unlogged, fixed }) => unlogged && !fixed);
    this.#replaceable = new Map(replaceable.map((table) => [table.oid, plainName(table)]));
  }

  /** The session keeps what it has seen: it is that of the steps. */
  static async begin(copy: Queryable): Promise<RewriteWatch> {
    return new RewriteWatch(copy, await copy.query<StoredTable>(beginSql));
  }

  /** SQL that looks whether a table was rewritten during the step, to be done at its end. */
  readonly lookAfter = (step: Step): string[] =>
    // No rewrite takes a weaker lock.
    step.lock === "ACCESS EXCLUSIVE"
      ? [`SELECT pg_temp.look_after(${literal(stepKey(step.id))})`]
      : [];

  /** Reads what was seen during these steps. */
  async readRewritten(steps: readonly Step[]): Promise<void> {
    const seen = await this.#copy.query<StoredTable & { step: string }>(
      "DELETE FROM pg_temp.rewritten_tables RETURNING *",
    );
    for (const step of steps) {
      const table = seen.find((one) => one.step === stepKey(step.id));
      if (table) this.#rewritten.set(step, table);
    }
  }

  /** The step, with a hazard if a table was rewritten during it. */
  withHazard(step: Step, sources: readonly Source[]): Step {
    const table = this.#rewritten.get(step);
    if (table === undefined) return step;
    const beside = this.#wayBeside(table, sources);
    const hazard: Hazard = { code: "table rewritten", table: plainName(table), beside };
    return { ...step, hazards: [...step.hazards, hazard] };
  }

  /** What an empty LOGGED table is to be like which takes the rows online; undefined where none can. */
  #wayBeside({ oid, unlogged }: StoredTable, sources: readonly Source[]): Hazard["beside"] {
    const from = unlogged ? undefined : this.#replaceable.get(oid);
    const source = sources.find((one) => one.from === from);
    if (source?.to === undefined) return undefined;
    const isAlone = sources.filter(({ to }) => to === source.to).length === 1;
    return isAlone ? { from, to: source.to, rename: source.columns } : undefined;
  }
}

interface StoredTable {
  readonly oid: string;
  readonly file: string;
  readonly schema: string;
  readonly name: string;
  readonly unlogged: boolean;
  /** Of an UNLOGGED table: whether it has no key to find its rows by, or a view that goes on reading it wherever it goes. */
  readonly fixed: boolean;
}

const storedTables = `
  SELECT class.oid::text AS oid, relfilenode::text AS file, nspname AS schema, relname AS name,
         relpersistence = 'u' AS unlogged,
         relpersistence = 'u' AND (
           NOT EXISTS (SELECT FROM pg_catalog.pg_index WHERE indrelid = class.oid AND indisprimary)
           OR EXISTS (
             SELECT FROM pg_catalog.pg_depend JOIN pg_catalog.pg_rewrite AS rule ON rule.oid = objid
              WHERE classid = 'pg_catalog.pg_rewrite'::regclass AND refobjid = class.oid
                AND refclassid = 'pg_catalog.pg_class'::regclass)) AS fixed
    FROM pg_catalog.pg_class AS class JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
   WHERE relkind IN ('r', 'm') AND ${inUserSchema()}`;

// The number of a table's file changes when PostgreSQL rewrites it.
const beginSql = `
  CREATE TEMPORARY TABLE stored_tables AS ${storedTables};
  CREATE TEMPORARY TABLE rewritten_tables AS SELECT NULL::text AS step, * FROM pg_temp.stored_tables WHERE false;
  CREATE FUNCTION pg_temp.look_after(step text) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    WITH now AS (
      UPDATE pg_temp.stored_tables AS known SET file = relfilenode::text
        FROM pg_catalog.pg_class AS class WHERE class.oid = known.oid::oid AND relfilenode::text <> known.file
      RETURNING known.oid)
    INSERT INTO pg_temp.rewritten_tables
    SELECT step, * FROM (${storedTables}) AS stored WHERE stored.oid IN (SELECT oid FROM now);
  END $$;
  SELECT * FROM pg_temp.stored_tables`;
