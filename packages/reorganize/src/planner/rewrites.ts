import { plainName } from "../catalog/table-name.js";
import { inUserSchema } from "../catalog/user-schema.js";
import type { StepEvent } from "../executor/events.js";
import type { Step } from "../plan/step.js";
import type { Queryable } from "../session/queryable.js";

/** Sees during which steps PostgreSQL rewrites a table that was there before, whatever the reason. */
export class RewriteWatch {
  readonly #copy: Queryable;
  readonly #rewritten = new Map<Step, string>();
  /** The number of each table's file, which changes when PostgreSQL rewrites it, by its oid. */
  readonly #files: Map<string, string>;

  private constructor(copy: Queryable, files: Map<string, string>) {
    this.#copy = copy;
    this.#files = files;
  }

  static async begin(copy: Queryable): Promise<RewriteWatch> {
    const tables = await copy.query<StoredTable>(storedTables);
    return new RewriteWatch(copy, new Map(tables.map(({ oid, file }) => [oid, file])));
  }

  /** To be called with the events of the steps. */
  readonly onEvent = async (event: StepEvent): Promise<void> => {
    // No rewrite takes a weaker lock.
    if (event.kind !== "ended" || event.step.lock !== "ACCESS EXCLUSIVE") return;
    const [name] = await this.#look();
    if (name !== undefined) this.#rewritten.set(event.step, name);
  };

  /** The step, with a hazard if a table was rewritten during it. */
  withHazard(step: Step): Step {
    const table = this.#rewritten.get(step);
    if (table === undefined) return step;
    return { ...step, hazards: [...step.hazards, { code: "table rewritten", table }] };
  }

  /** @returns tables that were rewritten since the last look */
  async #look(): Promise<string[]> {
    const rewritten = await this.#copy.query<StoredTable>(
      `${storedTables} AND EXISTS (SELECT FROM ROWS FROM (pg_catalog.unnest($1::text[]), pg_catalog.unnest($2::text[])) AS seen (oid, file)
                                    WHERE seen.oid = class.oid::text AND seen.file <> relfilenode::text)`,
      [[...this.#files.keys()], [...this.#files.values()]],
    );
    for (const { oid, file } of rewritten) this.#files.set(oid, file);
    return rewritten.map(plainName);
  }
}

interface StoredTable {
  readonly oid: string;
  readonly file: string;
  readonly schema: string;
  readonly name: string;
}

const storedTables = `
  SELECT class.oid::text AS oid, relfilenode::text AS file, nspname AS schema, relname AS name
    FROM pg_catalog.pg_class AS class JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
   WHERE relkind IN ('r', 'm') AND ${inUserSchema()}`;
