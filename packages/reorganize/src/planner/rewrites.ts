import { plainName } from "../catalog/table-name.js";
import { inUserSchema } from "../catalog/user-schema.js";
import type { StepEvent } from "../executor/events.js";
import type { Step } from "../plan/step.js";
import type { Queryable } from "../session/queryable.js";

interface StoredTable {
  readonly oid: string;
  readonly name: string;
  /** The number of its file, which changes when PostgreSQL rewrites it. */
  readonly file: string;
}

/** Sees during which steps PostgreSQL rewrites a table that was there before, whatever the reason. */
export class RewriteWatch {
  readonly #copy: Queryable;
  readonly #rewritten = new Map<Step, string>();
  #files: ReadonlyMap<string, string> = new Map();

  private constructor(copy: Queryable) {
    this.#copy = copy;
  }

  static async begin(copy: Queryable): Promise<RewriteWatch> {
    const watch = new RewriteWatch(copy);
    await watch.#look();
    return watch;
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
    const tables = await readStoredTables(this.#copy);
    const before = this.#files;
    this.#files = new Map(tables.map(({ oid, file }) => [oid, file]));
    return tables
      .filter(({ oid, file }) => before.has(oid) && before.get(oid) !== file)
      .map(({ name }) => name);
  }
}

async function readStoredTables(copy: Queryable): Promise<StoredTable[]> {
  const rows = await copy.query<Omit<StoredTable, "name"> & { schema: string; table: string }>(
    `SELECT class.oid::text AS oid, relfilenode::text AS file, nspname AS schema, relname AS table
       FROM pg_catalog.pg_class AS class JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
      WHERE relkind IN ('r', 'm') AND ${inUserSchema()}`,
  );
  return rows.map(({ oid, file, schema, table }) => ({
    oid,
    file,
    name: plainName({ schema, name: table }),
  }));
}
