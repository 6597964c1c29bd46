import { plainName } from "../catalog/table-name.js";
import { inUserSchema } from "../catalog/user-schema.js";
import type { StepEvent } from "../executor/events.js";
import type { Source } from "../plan/plan.js";
import type { Hazard, Step } from "../plan/step.js";
import type { Queryable } from "../session/queryable.js";

/** Sees during which steps PostgreSQL rewrites a table that was there before, whatever the reason. */
export class RewriteWatch {
  readonly #copy: Queryable;
  readonly #rewritten = new Map<Step, StoredTable>();
  /** The number of each table's file, which changes when PostgreSQL rewrites it, by its oid. */
  readonly #files: Map<string, string>;
  /** The names of UNLOGGED tables whose place another one can take, by their oids. */
  readonly #replaceable: ReadonlyMap<string, string>;

  private constructor(copy: Queryable, tables: readonly StoredTable[]) {
    this.#copy = copy;
    this.#files = new Map(tables.map(({ oid, file }) => [oid, file]));
    const replaceable = tables.filter(({ unlogged, fixed }) => unlogged && !fixed);
    this.#replaceable = new Map(replaceable.map((table) => [table.oid, plainName(table)]));
  }

  static async begin(copy: Queryable): Promise<RewriteWatch> {
    return new RewriteWatch(copy, await copy.query<StoredTable>(storedTables));
  }

  /** To be called with the events of the steps. */
  readonly onEvent = async (event: StepEvent): Promise<void> => {
    // No rewrite takes a weaker lock.
    if (event.kind !== "ended" || event.step.lock !== "ACCESS EXCLUSIVE") return;
    const [table] = await this.#look();
    if (table !== undefined) this.#rewritten.set(event.step, table);
  };

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

  /** @returns tables that were rewritten since the last look */
  async #look(): Promise<StoredTable[]> {
    const changed = await this.#copy.query<{ oid: string }>(changedFiles, [
      [...this.#files.keys()],
      [...this.#files.values()],
    ]);
    // It looks after each of many steps, and hardly ever is there more to ask.
    if (changed.length === 0) return [];
    const rewritten = await this.#copy.query<StoredTable>(
      `${storedTables} AND class.oid = ANY ($1::oid[])`,
      [changed.map(({ oid }) => oid)],
    );
    for (const { oid, file } of rewritten) this.#files.set(oid, file);
    return rewritten;
  }
}

const changedFiles = `
  SELECT seen.oid FROM ROWS FROM (pg_catalog.unnest($1::text[]), pg_catalog.unnest($2::text[])) AS seen (oid, file)
   WHERE pg_catalog.pg_relation_filenode(seen.oid::oid)::text <> seen.file`;

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
